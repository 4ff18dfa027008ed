import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { GoingOut } from '../wire/GoingOut';

/** What would happen if the article went out now. */
export class Going {
  out = $state.raw<GoingOut>();
  failure = $state.raw<string>();

  async look(article: ArticleId): Promise<void> {
    try {
      this.out = await bridge.ask('article.going-out', { article });
    } catch (thrown) {
      this.failure = failureOf(thrown).message;
    }
  }
}
