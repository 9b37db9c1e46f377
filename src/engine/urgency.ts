import type { JobName, Jobs } from './jobs.ts';
import { isAwaited } from './speech/stream/awaited.ts';

/** Jobs that go before others in the queue, when somebody waits for what they bring in this very moment. */
const URGENT: { readonly [J in JobName]?: (input: Jobs[J]['input']) => boolean } = { listenOn: isAwaited };

export const isUrgent = <J extends JobName>(name: J, input: Jobs[J]['input']): boolean =>
  URGENT[name]?.(input) ?? false;
