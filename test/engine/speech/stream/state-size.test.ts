import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { Tensor } from '../../../../src/engine/onnx.ts';
import type { Ears } from '../../../../src/engine/speech/ears.ts';
import { FRAME, HEADS, type Attention, type Encoded } from '../../../../src/engine/speech/moonshine.ts';
import { createListener } from '../../../../src/engine/speech/stream/listener.ts';
import type { StreamState } from '../../../../src/engine/speech/stream/state.ts';
import { encodeWord } from '../../../../src/engine/speech/tokenizer.ts';
import type { StreamEvent } from '../../../../src/engine/speech/types.ts';
import { noMemory, WINDOW } from '../../../../src/engine/speech/voice-activity.ts';

const RATE = 16_000;
const WINDOW_SECONDS = WINDOW / RATE;
const PACKET_WINDOWS = 40;
const WORD_WINDOWS = 10;
const FULL_SCALE = 32_767;

/** Sixteen seconds of sound at most, at 16 bits, and what was said within a minute. */
const MOST_BYTES = 16 * 2 * RATE + 64 * 1024;
const MOST_BYTES_IN_SILENCE = 32 * 1024;

const words = ['we', 'saw', 'them', 'walk', 'home', 'with', 'some', 'bread', 'and', 'milk', 'today'];

/** Sound whose samples tell which window of the stream they are of, from 1; nobody speaks in windows of zeros. */
function soundOf(from: number, to: number, speaks: (window: number) => boolean): Float32Array {
  const sound = new Float32Array((to - from) * WINDOW);
  for (let window = from; window < to; window++)
    if (speaks(window))
      sound.fill((window + 1) / FULL_SCALE, (window - from) * WINDOW, (window + 1 - from) * WINDOW);
  return sound;
}

const windowsIn = (sound: Float32Array): number[] =>
  Array.from({ length: Math.ceil(sound.length / WINDOW) }, (_, i) =>
    Math.round(sound[i * WINDOW]! * FULL_SCALE),
  );

/** What is heard in each stretch is what was said at that time: a word in every ten windows. */
function fakeEars(): Ears {
  const heard = new WeakMap<Encoded, readonly number[]>();
  const attend = (encoded: Encoded, tokens: readonly number[]): Promise<Attention> => {
    const rows = tokens.length + 1;
    const { frames } = encoded;
    const layer = new Float32Array(HEADS * rows * frames);
    for (let row = 0; row < HEADS * rows; row++)
      for (let frame = 0; frame < frames; frame++)
        if (Math.floor((frame / frames) * rows) === row % rows) layer[row * frames + frame] = 1;
    return Promise.resolve({ rows, frames, layers: [layer] });
  };
  const probabilities = (sound: Float32Array): Promise<Float32Array> =>
    Promise.resolve(Float32Array.from(windowsIn(sound), (window) => (window > 0 ? 0.95 : 0.01)));
  return {
    voiceActivity: {
      probabilities,
      goOn: async (sound) => ({ probabilities: await probabilities(sound), memory: noMemory() }),
    },
    moonshine: {
      encode: (sound) => {
        const encoded = {
          states: new Tensor('float32', [0], [1]),
          frames: Math.ceil(sound.length / FRAME),
          seconds: sound.length / RATE,
        };
        heard.set(encoded, windowsIn(sound));
        return Promise.resolve(encoded);
      },
      decode: (encoded) => {
        const said = heard.get(encoded)!.filter((window) => window > 0 && window % WORD_WINDOWS === 0);
        const tokens = said.flatMap((window) => encodeWord(words[(window / WORD_WINDOWS) % words.length]!));
        return Promise.resolve({ tokens, logProbabilities: tokens.map(() => -0.01) });
      },
      attend,
    },
    brought: () => Promise.reject(new Error('nobody brought one')),
  };
}

/** @returns bytes of the largest state between two packets, and the sentences */
async function listenTo(minutes: number, speaks: (window: number) => boolean) {
  const listen = createListener(fakeEars());
  const windows = Math.ceil((60 * minutes) / WINDOW_SECONDS);
  const sizes: number[] = [];
  const events: StreamEvent[] = [];
  let state: StreamState | null = null;
  for (let at = 0; at < windows; at += PACKET_WINDOWS) {
    const step = await listen({
      options: { silenceMs: 500, longestMs: 60_000, words: true },
      state,
      sound: soundOf(at, at + PACKET_WINDOWS, speaks),
      isLast: false,
    });
    state = structuredClone(step.state);
    sizes.push(serialize(state).length);
    expect(state.sound.buffer.byteLength).toBe(state.sound.byteLength);
    events.push(...step.events);
  }
  return { most: Math.max(...sizes), ends: events.filter(({ type }) => type === 'end') };
}

test('who speaks for ten minutes without a pause leaves no more behind than who spoke for some seconds', async () => {
  const { most, ends } = await listenTo(10, () => true);
  expect(most).toBeLessThan(MOST_BYTES);
  expect(ends.length).toBeGreaterThanOrEqual(9);
  const said = ends.flatMap(({ words }) => words ?? []);
  expect(said.length).toBeGreaterThan((60 * 8.5) / (WORD_WINDOWS * WINDOW_SECONDS));
});

test('nor does who pauses', async () => {
  const { most, ends } = await listenTo(3, (window) => window % 200 < 170);
  expect(most).toBeLessThan(MOST_BYTES);
  expect(ends.length).toBeGreaterThan(24);
});

test('of silence nearly nothing is left', async () => {
  const { most, ends } = await listenTo(2, () => false);
  expect(most).toBeLessThan(MOST_BYTES_IN_SILENCE);
  expect(ends).toEqual([]);
});
