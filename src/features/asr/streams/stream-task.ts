import { shelf } from '../../../tasks/shelf.ts';
import type { Json } from '../../../tasks/types.ts';
import type { ServedTaskKind } from '../../task-kind.ts';
import { newTaskNumber } from '../recordings/task-number.ts';
import { streamCalls } from './stretch-call.ts';

/** Streams of one account at a time. */
export const MOST_STREAMS = 10;

/** Streams of all accounts that are heard at a time; more wait until one has ended. */
const HEARD_AT_ONCE = 64;

/** Whatever is known of a stream is gone a day after it was ordered, as audio is, and with it the stream. */
const notes = shelf<'asr.audio', Json>(
  'asr.audio',
  (content) => ({ audio: Buffer.from(JSON.stringify(content)) }),
  ({ audio }) => (audio === undefined ? undefined : (JSON.parse(Buffer.from(audio).toString()) as Json)),
);

/** A live stream at a URL, told to a callback while it is heard. */
export const streamTask: ServedTaskKind = {
  name: 'stream',
  notes,
  results: notes,
  file: shelf<'asr.audio', Uint8Array>(
    'asr.audio',
    (audio) => ({ audio }),
    ({ audio }) => audio,
  ),
  newId: newTaskNumber,
  mostUnfinished: MOST_STREAMS,
  partsAtOnce: HEARD_AT_ONCE,
  callOf: streamCalls,
};
