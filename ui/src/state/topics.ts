import { bridge } from '../bridge';
import type { Topic } from '../wire/Topic';

type Name = Topic['topic'];
type Of<N extends Name> = Extract<Topic, { topic: N }>;

/** Calls `listener` for each topic of that name, until the returned function is called. */
export function onTopic<N extends Name>(name: N, listener: (topic: Of<N>) => void): () => void {
  return bridge.topics((topics) => {
    for (const topic of topics) if (topic.topic === name) listener(topic as Of<N>);
  });
}
