import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findHearers } from '../../tools/bench/peers/hearers.ts';
import { type Clip, LONG, prepareClips, withoutPart } from '../../tools/bench/speech-material.ts';
import { compareHearers, type SpeechRow } from '../../tools/bench/speech-peers.ts';
import { speechTable } from '../../tools/bench/speech-table.ts';
import { readRecording } from '../material/speech.ts';

/** Hears the same words in everything; it dies of a path that says so. */
const HEARER = `
  require('node:readline').createInterface({ input: process.stdin }).on('line', (path) => {
    if (path === 'die') process.exit(1);
    console.log(JSON.stringify({ seconds: 9, cpuSeconds: 2, items: [{ text: 'Good morning,' }, { text: 'Alice!' }] }));
  });`;
const hearer = { name: 'steady', command: () => [process.execPath, '-e', HEARER] as const };

const clip = (about: Partial<Clip>): Clip => ({ set: 'clean', path: 'any', seconds: 10, ...about });

test('words are counted against what was said, processor time against what was heard', async () => {
  const clips = [
    clip({ text: 'good morning alice' }),
    clip({ text: 'good evening to alice', path: 'die' }),
    clip({ set: 'orders', slots: { time: 'morning', who: 'Bob' } }),
    clip({ set: 'rain', text: '', seconds: 30 }),
  ];
  const rows = await compareHearers(clips, [hearer]);
  expect(rows).toMatchObject([
    { set: 'clean', files: 2, failed: 1, seconds: 20, errors: 4, total: 7, cpuPerSecond: 0.2 },
    { set: 'orders', failed: 0, errors: 1, total: 2 },
    { set: 'rain', errors: 3, total: 0, seconds: 30 },
  ]);
});

test('the table gives figures beside those of the first recogniser, and invented words by sound', () => {
  const ours: SpeechRow = {
    hearer: 'ours',
    set: 'clean',
    files: 2,
    failed: 0,
    seconds: 90,
    errors: 5,
    total: 50,
    cpuPerSecond: 0.1,
    peakBytes: 2 ** 28,
  };
  const peer = {
    ...ours,
    hearer: 'peer',
    errors: 10,
    failed: 1,
    cpuPerSecond: NaN,
    peakBytes: undefined,
  };
  const silent = { set: 'rain', files: 1, total: 0, seconds: 30 };
  const lines = speechTable([
    ours,
    peer,
    { ...ours, ...silent, errors: 0 },
    { ...peer, ...silent, errors: 3 },
  ]);
  const cells = lines.map((line) => line.trim().replaceAll(/\s+/g, ' '));
  expect(cells).toEqual([
    '',
    'clean, 2 files, 1.5 minutes',
    'errors % ratio CPU s/s ratio peak MB ratio failed',
    'ours 10.0 1.00 0.100 1.00 256 1.00 0',
    'peer 20.0 2.00 - - - - 1',
    '',
    'nobody speaks, 1 sounds, 0.5 minutes',
    'words/min failed where',
    'ours 0.0 0',
    'peer 6.0 1 rain 3',
  ]);
});

test('what was added to a sound is left when the sound is taken away', () => {
  const said = Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i / 7));
  const noise = Float32Array.from({ length: 4000 }, (_, i) => 0.1 * Math.cos(i / 3.1));
  const rest = withoutPart(
    said.map((value, i) => 0.8 * value + noise[i]!),
    said,
  );
  const difference = Math.max(...rest.map((value, i) => Math.abs(value - noise[i]!)));
  expect(difference).toBeLessThan(0.01);
});

test('all that is heard is prepared: the sets, sounds without speech, and one long recording', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'asr'));
  const item = { file: 'short.flac', set: 'clean', seconds: 4, text: 'as it was said' };
  await writeFile(join(folder, 'asr', item.file), await readRecording('short.flac'));
  await writeFile(join(folder, 'asr', 'manifest.json'), JSON.stringify([item, item, item]));

  const clips = await prepareClips(folder, join(folder, 'clips'), 2);
  const sets = clips.map(({ set }) => set);
  expect(sets.slice(0, 3)).toEqual(['clean', 'clean', 'silence']);
  const long = clips.at(-1)!;
  expect(long).toMatchObject({ set: LONG, text: 'as it was said as it was said' });
  expect(long.seconds).toBeCloseTo(2 * clips[0]!.seconds + 0.7 + 2.5, 3);
});

test('without a folder for them the others are named as missing, and so are those without weights', async () => {
  const { peers, missing } = await findHearers(undefined);
  expect(peers.map(({ name }) => name)).toEqual(['Lethe']);
  expect(missing[0]).toContain('LETHE_PEERS');
  expect(missing.join()).toContain('Vosk');
});
