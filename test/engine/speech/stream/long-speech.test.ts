import { describe, expect, test } from 'vitest';
import type { Ears } from '../../../../src/engine/speech/ears.ts';
import { FRAME, HEADS, type Encoded, type Moonshine } from '../../../../src/engine/speech/moonshine.ts';
import { createListener } from '../../../../src/engine/speech/stream/listener.ts';
import type { StreamState } from '../../../../src/engine/speech/stream/state.ts';
import type { StreamEvent } from '../../../../src/engine/speech/types.ts';
import { encodeWord } from '../../../../src/engine/speech/tokenizer.ts';
import { noMemory, WINDOW } from '../../../../src/engine/speech/voice-activity.ts';
import { Tensor } from '../../../../src/engine/onnx.ts';

const RATE = 16_000;
const WORD = 0.4 * RATE;
/** Less of a word than this is not heard. */
const HEARD = 0.6 * WORD;
const NAMES = 'we went home and then you saw the old house by a river as it was late in May'.split(' ');
const STEP = 1_000;

const nameOf = (id: number): string => NAMES[id % NAMES.length]!;

/** Speech without a pause: every sample says which word it is of. */
const speech = (words: number): Float32Array =>
  Float32Array.from({ length: words * WORD }, (_, i) => (Math.floor(i / WORD) + 1) / STEP);

interface Part {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** The words of a sound, with the samples that they take. */
function partsOf(sound: Float32Array): Part[] {
  const parts: Part[] = [];
  for (let from = 0, to = 0; from < sound.length; from = to) {
    const id = Math.round(sound[from]! * STEP);
    while (to < sound.length && Math.round(sound[to]! * STEP) === id) to++;
    if (id > 0 && to - from >= HEARD) parts.push({ id: id - 1, from, to });
  }
  return parts;
}

/** The part that each token spells. */
const spell = (sound: Float32Array) =>
  partsOf(sound).flatMap((part) => encodeWord(nameOf(part.id)).map((token) => ({ token, part })));

const soundOf = ({ states }: Encoded): Float32Array => states.data as Float32Array;

/** Understands the speech above, and nothing else. */
const moonshine: Moonshine = {
  encode: (sound) =>
    Promise.resolve({
      states: new Tensor('float32', sound, [1, sound.length]),
      frames: Math.floor(sound.length / FRAME),
      seconds: sound.length / RATE,
    }),
  decode: (encoded) => {
    const tokens = spell(soundOf(encoded)).map(({ token }) => token);
    return Promise.resolve({ tokens, logProbabilities: new Array<number>(tokens.length + 1).fill(-0.01) });
  },
  attend: (encoded, tokens) => {
    const spelt = spell(soundOf(encoded));
    const rows = tokens.length + 1;
    const layer = new Float32Array(HEADS * rows * encoded.frames);
    for (let i = 0; i < layer.length; i++) {
      const at = (i % encoded.frames) * FRAME;
      const part = spelt[Math.floor(i / encoded.frames) % rows]?.part;
      layer[i] = part ? Number(at >= part.from && at < part.to) : Number(at > (spelt.at(-1)?.part.to ?? 0));
    }
    return Promise.resolve({ rows, frames: encoded.frames, layers: [layer] });
  },
};

/** Where one word follows another there is a little less speech. */
const probabilityOf = (samples: Float32Array): number => {
  if (samples[0] === 0) return 0;
  return samples[0] === samples.at(-1) ? 0.95 : 0.6;
};
const activityOf = (sound: Float32Array): Float32Array =>
  Float32Array.from({ length: Math.ceil(sound.length / WINDOW) }, (_, i) =>
    probabilityOf(sound.subarray(i * WINDOW, (i + 1) * WINDOW)),
  );
const ears: Ears = {
  moonshine,
  voiceActivity: {
    probabilities: (sound) => Promise.resolve(activityOf(sound)),
    goOn: (sound) => Promise.resolve({ probabilities: activityOf(sound), memory: noMemory() }),
  },
  brought: () => Promise.reject(new Error('nobody brought one')),
};

async function play(sound: Float32Array, longestMs: number) {
  const listen = createListener(ears);
  const events: StreamEvent[] = [];
  let state: StreamState | null = null;
  let largest = 0;
  for (let at = 0; at < sound.length; at += 640) {
    const piece = sound.slice(at, at + 640);
    const isLast = at + 640 >= sound.length;
    const options = { silenceMs: 500, longestMs, words: true };
    const step = await listen({ options, state, sound: piece, isLast });
    state = step.state;
    largest = Math.max(largest, state.sound.length / RATE);
    events.push(...step.events);
  }
  return { events, largest };
}

describe('speech without a pause', () => {
  const COUNT = 100;
  const said = Array.from({ length: COUNT }, (_, id) => nameOf(id)).join(' ');

  test('is ended between words when a sentence is too long; nothing is lost there, and nothing comes twice', async () => {
    const { events, largest } = await play(speech(COUNT), 12_000);
    const ends = events.filter(({ type }) => type === 'end');
    expect(ends.map(({ text }) => text).join(' ')).toBe(said);
    expect(ends.length).toBeGreaterThan(2);
    for (const [i, end] of ends.entries()) {
      expect(end.endMs - end.startMs).toBeLessThan(22_000);
      expect(end.startMs).toBeGreaterThanOrEqual(ends[i - 1]?.endMs ?? 0);
      expect(end.words?.map(({ text }) => text).join(' ')).toBe(end.text);
    }
    expect(largest).toBeLessThan(10);
  });

  test('is one sentence where it may be', async () => {
    const { events, largest } = await play(speech(COUNT), 60_000);
    expect(events.filter(({ type }) => type === 'end').map(({ text }) => text)).toEqual([said]);
    expect(largest).toBeLessThan(10);
    let shown = '';
    for (const { text } of events) {
      expect(text.startsWith(shown)).toBe(true);
      shown = text;
    }
  });
});
