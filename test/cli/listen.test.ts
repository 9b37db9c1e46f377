import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockText, listeningText } from '../../src/cli/listening-line.ts';
import { readRecording } from '../material/speech.ts';
import { runLethe } from '../support/run-lethe.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-listen-'));
  await writeFile(join(folder, 'speech.opus'), await readRecording('speech.opus'));
  await writeFile(join(folder, 'broken.wav'), 'no sound');
});
afterAll(() => rm(folder, { recursive: true }));

const listen = (...args: string[]) => runLethe(['listen', ...args], { cwd: folder, env: {} });

it('gives a sentence a line, and goes on after a file that cannot be heard', () => {
  const { out, error, code } = listen('broken.wav', 'speech.opus');
  expect(out).toMatch(/^== broken\.wav\n== speech\.opus\nGood morning[^\n]* savings account\.\nCould you/);
  expect(error).toMatch(/^broken\.wav: .+\n$/);
  expect(error).not.toContain('no sound');
  expect(code).toBe(1);
});

it('gives captions, whose times rise', () => {
  const { out, code } = listen('speech.opus', '--srt');
  expect(code).toBe(0);
  const cues = out.trim().split('\n\n');
  expect(cues.length).toBeGreaterThan(2);
  const times = cues.flatMap((cue, i) => {
    const [number, span = ''] = cue.split('\n');
    expect(number).toBe(String(i + 1));
    return span.split(' --> ');
  });
  expect(times).toEqual(times.toSorted());
});

it('gives words with their times as JSON', () => {
  const { out } = listen('speech.opus', '--json', '--words', '--hot-words', 'Alice Brown|10');
  const { audioSeconds, channels, sentences } = JSON.parse(out) as {
    audioSeconds: number;
    channels: number;
    sentences: { text: string; words: { text: string; startMs: number; endMs: number }[] }[];
  };
  expect(audioSeconds).toBeCloseTo(9.7, 0);
  expect(channels).toBe(1);
  const words = sentences.flatMap((sentence) => sentence.words);
  expect(words.map(({ text }) => text).join(' ')).toBe(sentences.map(({ text }) => text).join(' '));
  const starts = words.map(({ startMs }) => startMs);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
});

it('tells how far it is and how long it will take', () => {
  expect(clockText(245)).toBe('4:05');
  expect(clockText(3723)).toBe('1:02:03');
  expect(listeningText({ heardSeconds: 300, share: 0.25 }, 30_000)).toBe(
    '[######..................] 25 %  5:00 heard, 1:30 remaining',
  );
  expect(listeningText({ heardSeconds: 0, share: 0 }, 10)).toContain('? remaining');
});
