import { beforeAll, describe, expect, test } from 'vitest';
import { decodeAudio } from '../../../../src/engine/speech/decode-audio.ts';
import { createEars } from '../../../../src/engine/speech/ears.ts';
import { createListener, type Listener } from '../../../../src/engine/speech/stream/listener.ts';
import type { StreamState } from '../../../../src/engine/speech/stream/state.ts';
import type { StreamEvent } from '../../../../src/engine/speech/types.ts';
import { editDistance } from '../../../../tools/accuracy/speech.ts';
import { readRecording, SHORT_TRANSCRIPT } from '../../../material/speech.ts';

const RATE = 16_000;

let listen: Listener;
let short: Float32Array;
beforeAll(async () => {
  listen = createListener(await createEars());
  short = await decodeAudio(await readRecording('short.flac'), { format: 'flac', maxSeconds: 60 });
}, 60_000);

const silence = (seconds: number): Float32Array => new Float32Array(seconds * RATE);
const plain = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .split(' ');

function join(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

/** Each state goes through what a worker's channel does to it. */
async function play(sound: Float32Array, packetSeconds: number) {
  const packet = packetSeconds * RATE;
  const events: StreamEvent[] = [];
  let state: StreamState | null = null;
  let largest = 0;
  for (let at = 0; at < sound.length; at += packet) {
    const step = await listen({
      options: { silenceMs: 500, longestMs: 60_000, words: true },
      state,
      sound: sound.slice(at, at + packet),
      isLast: at + packet >= sound.length,
    });
    state = structuredClone(step.state);
    largest = Math.max(largest, state.sound.length);
    events.push(...step.events);
  }
  return { events, largestSeconds: largest / RATE, state };
}

describe('a live stream', () => {
  test('is heard while it is spoken; what stands is never taken back', async () => {
    const { events, state } = await play(join(silence(1), short, silence(1)), 0.2);
    const ends = events.filter((event) => event.type === 'end');
    const said = plain(SHORT_TRANSCRIPT);
    const heard = plain(ends.map((event) => event.text).join(' '));
    expect(editDistance(said, heard), heard.join(' ')).toBeLessThanOrEqual(said.length / 8);
    expect(events.filter((event) => event.type === 'change').length).toBeGreaterThan(3);
    expect(events[0]).toMatchObject({ type: 'begin', index: 0 });
    for (const [i, event] of events.entries()) {
      const before = events[i - 1];
      if (before?.index !== event.index) continue;
      const stood = plain(before.text.slice(0, before.stableLength));
      if (before.stableLength > 0) expect(plain(event.text).slice(0, stood.length)).toEqual(stood);
      expect(event.stableLength).toBeLessThanOrEqual(event.text.length);
    }
    ends.forEach((event) => {
      expect(event.stableLength).toBe(event.text.length);
      expect(event.words?.map((word) => word.text).join(' ')).toBe(event.text);
      expect(event.startMs).toBeGreaterThan(900);
      expect(event.words![0]!.startMs).toBeGreaterThanOrEqual(900);
      expect(event.words!.at(-1)!.endMs).toBeLessThanOrEqual(event.endMs + 600);
    });
    expect(state).toMatchObject({ open: null, ended: ends.length });
  }, 60_000);

  test('that comes at once is heard as well, and ends when nothing follows', async () => {
    const { events } = await play(short, short.length / RATE);
    const heard = plain(events.flatMap((event) => (event.type === 'end' ? event.text : [])).join(' '));
    expect(editDistance(plain(SHORT_TRANSCRIPT), heard)).toBeLessThanOrEqual(2);
  }, 30_000);

  test('of silence says nothing, and keeps nothing of it', async () => {
    const { events, largestSeconds } = await play(silence(10), 0.5);
    expect(events).toEqual([]);
    expect(largestSeconds).toBeLessThan(1);
  }, 30_000);
});
