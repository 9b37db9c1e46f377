import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ratesOf, scoreSample } from '../../tools/accuracy/text-samples.ts';
import { findPeers } from '../../tools/bench/peers/catalogue.ts';
import { type ReaderProcess, readerProcess } from '../../tools/bench/peers/process.ts';
import { compareReaders, type Row } from '../../tools/bench/text-peers.ts';
import { textTable } from '../../tools/bench/text-table.ts';
import { Page } from '../material/page.ts';

/** A reader that answers with the path itself; it dies of `die`, and never answers `hang`. */
const READER = `
  require('node:readline').createInterface({ input: process.stdin }).on('line', (path) => {
    if (path === 'die') process.exit(1);
    if (path !== 'hang') console.log(JSON.stringify({ seconds: 1, cpuSeconds: 0.5, items: [{ text: path, box: [0, 0, 1, 1] }] }));
  });`;

function start(command: readonly [string, ...string[]], limitMs = 60_000): ReaderProcess {
  const reader = readerProcess(command, { threads: 1, warmUp: 'warm-up', limitMs });
  onTestFinished(() => reader.stop());
  return reader;
}

const textOf = async (answer: ReturnType<ReaderProcess['ask']>): Promise<string> => {
  const found = await answer;
  return 'error' in found ? found.error : found.items.map(({ text }) => text).join();
};

test('a reader in a process of its own answers one image at a time; its warm-up is not seen', async () => {
  const reader = start([process.execPath, '-e', READER]);
  expect(await textOf(reader.ask('first'))).toBe('first');
  expect(await textOf(reader.ask('second'))).toBe('second');
});

test('a reader that dies is started anew for the next image', async () => {
  const reader = start([process.execPath, '-e', READER]);
  expect(await textOf(reader.ask('die'))).toBe('ended');
  expect(await textOf(reader.ask('next'))).toBe('next');
});

test('a reader that needs too long is ended', async () => {
  const reader = start([process.execPath, '-e', READER], 3_000);
  expect(await textOf(reader.ask('hang'))).toBe('too long');
  expect(await textOf(reader.ask('next'))).toBe('next');
});

test('a reader that is not installed answers an error', async () => {
  expect(await textOf(start(['no-such-program-anywhere']).ask('image'))).toBe('ended');
});

test('words in regions that the truth leaves out count neither way', () => {
  const words = [
    { box: [0, 0, 50, 10], text: 'Left' },
    { box: [60, 0, 99, 10], text: '###', ignore: true },
  ] as const;
  const read = [
    { box: [0, 1, 48, 10], text: 'left' },
    { box: [61, 0, 98, 10], text: 'anything' },
  ] as const;
  const counts = scoreSample({ file: '', set: 'scene', words, caseInsensitive: true }, read);
  expect(ratesOf([counts])).toEqual({ cer: 0, charAccuracyNoSpaces: 100, wordF1: 100 });
});

test('the table gives each figure beside its ratio to that of the first reader, and a dash for what is unknown', () => {
  const ours: Row = {
    reader: 'ours',
    set: 'forms',
    images: 2,
    failed: 0,
    cer: 1,
    charAccuracyNoSpaces: 99,
    wordF1: 90,
    oneThread: 0.5,
    oneThreadCpu: 0.4,
    twoCores: 0.25,
    peakBytes: 2 ** 28,
    restarts: 0,
  };
  const peer = { ...ours, reader: 'peer', oneThread: 1, twoCores: NaN, peakBytes: undefined, failed: 1 };
  const [, title, , first = '', second = ''] = textTable([ours, peer]);
  expect(title).toBe('forms, 2 images');
  expect(first.trim().split(/\s+/)).toEqual(
    'ours 90.0 99.0 0.50 1.00 0.40 1.00 0.25 1.00 256 1.00 0 0'.split(' '),
  );
  expect(second.trim().split(/\s+/)).toEqual('peer 90.0 99.0 1.00 2.00 0.40 1.00 - - - - 0 1'.split(' '));
});

test('every reader reads the same files, and is timed on one thread and on two cores', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'ocr'));
  const samples = ['a', 'b', 'c'].map((name) => ({
    file: name,
    set: 'drawn',
    text: join(folder, 'ocr', name),
  }));
  await writeFile(join(folder, 'ocr', 'manifest.json'), JSON.stringify(samples));

  const peers = (['threads', 'processes'] as const).map((twoCores) => ({
    name: twoCores,
    twoCores,
    command: () => [process.execPath, '-e', READER] as const,
  }));
  let rows: Row[] = [];
  for await (const round of compareReaders(folder, peers, { limit: 2 })) rows = round;
  const measured = {
    set: 'drawn',
    images: 2,
    failed: 0,
    wordF1: 100,
    cer: 0,
    oneThread: 1,
    oneThreadCpu: 0.5,
  };
  expect(rows).toMatchObject([
    { reader: 'threads', ...measured, twoCores: 1 },
    { reader: 'processes', ...measured, twoCores: 0.5 },
  ]);
});

test('ours serves as the others do; without a folder for them the others are named as missing', async () => {
  const page = new Page(800, 400);
  page.text(60, 200, 48, 'Plain printed text');
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'page.png');
  await writeFile(path, (await page.render()).image);

  const { peers, missing } = await findPeers(undefined);
  expect(peers.map(({ name }) => name)).toEqual(['Lethe, basic', 'Lethe, accurate']);
  expect(missing).toHaveLength(1);
  const [basic] = peers;
  expect(basic && (await textOf(start(basic.command(1)).ask(path)))).toBe('Plain printed text');
});
