// Generated from the request table by `cargo xtask generate types`; do not edit.
import type { ActArgs } from './ActArgs';
import type { Acted } from './Acted';
import type { Arrivals } from './Arrivals';
import type { ArticleView } from './ArticleView';
import type { DeskStatus } from './DeskStatus';
import type { Galley } from './Galley';
import type { GalleyArgs } from './GalleyArgs';
import type { GoingOut } from './GoingOut';
import type { Log } from './Log';
import type { LogArgs } from './LogArgs';
import type { Nothing } from './Nothing';
import type { OfArticle } from './OfArticle';
import type { OfVersion } from './OfVersion';
import type { Opened } from './Opened';
import type { Queue } from './Queue';
import type { QueueArgs } from './QueueArgs';
import type { SentFile } from './SentFile';
import type { StoredPicture } from './StoredPicture';
import type { SubmitArgs } from './SubmitArgs';
import type { TextOpened } from './TextOpened';
import type { TextPull } from './TextPull';
import type { TextPush } from './TextPush';
import type { TextPushed } from './TextPushed';
import type { VersionText } from './VersionText';
import type { WhenArgs } from './WhenArgs';
import type { WhenRead } from './WhenRead';

export interface Requests {
  "desk.open": { args: Nothing; answer: Opened };
  "desk.status": { args: Nothing; answer: DeskStatus };
  "queue.list": { args: QueueArgs; answer: Queue };
  "article.get": { args: OfArticle; answer: ArticleView };
  "article.act": { args: ActArgs; answer: Acted };
  "article.going-out": { args: OfArticle; answer: GoingOut };
  "article.log": { args: LogArgs; answer: Log };
  "text.open": { args: OfArticle; answer: TextOpened };
  "text.push": { args: TextPush; answer: TextPushed };
  "text.pull": { args: TextPull; answer: TextPushed };
  "text.version": { args: OfVersion; answer: VersionText };
  "galley.page": { args: GalleyArgs; answer: Galley };
  "galley.published": { args: OfArticle; answer: Galley };
  "schedule.read": { args: WhenArgs; answer: WhenRead };
  "media.add": { args: SentFile; answer: StoredPicture };
  "intake.submit": { args: SubmitArgs; answer: Arrivals };
}
