import type { Engine } from '../../src/engine/jobs.ts';
import type { StreamEvent } from '../../src/engine/speech/types.ts';
import { fakeEngine } from '../support/fake-engine.ts';

type ListenOn = Engine['listenOn'];
type State = Awaited<ReturnType<ListenOn>>['state'];

const RATE = 16_000;
const WORDS = ['Well,', 'this', 'is', 'um', 'a', 'damn', 'good', 'sentence.'];

/** Samples that were heard, as the state of a stream. */
const stateOf = (samples: number): State => ({ samples }) as unknown as State;
export const samplesOf = (state: State | null): number =>
  state === null ? 0 : (state as unknown as { samples: number }).samples;

const words = (count: number) =>
  WORDS.slice(0, count).map((text, i) => ({ text, startMs: 500 * i, endMs: 500 * i + 400 }));

/** Hears a word in every half second, and one sentence in four of them. */
export const hearEverySecond: ListenOn = ({ options, state, sound, isLast }) => {
  const before = Math.floor(samplesOf(state) / (RATE / 2));
  const samples = samplesOf(state) + sound.length;
  const events: StreamEvent[] = [];
  const event = (type: StreamEvent['type'], heard: number): StreamEvent => {
    const text = words(heard)
      .map((word) => word.text)
      .join(' ');
    const times = { index: 0, startMs: 0, endMs: 500 * heard };
    const whole = type === 'end' && options.words ? { words: words(heard) } : {};
    return { type, ...times, text, stableLength: text.length, ...whole };
  };
  const now = Math.min(WORDS.length, Math.floor(samples / (RATE / 2)));
  if (state === null && sound.length > 0) events.push(event('begin', 0));
  for (let heard = before + 1; heard <= now; heard++) events.push(event('change', heard));
  if (isLast && samples > 0) events.push(event('end', now));
  return Promise.resolve({ state: stateOf(samples), events, steps: [{ name: 'listen', ms: 1 }] });
};

export const listeningEngine = (listenOn: ListenOn = hearEverySecond): Engine => fakeEngine({ listenOn });
