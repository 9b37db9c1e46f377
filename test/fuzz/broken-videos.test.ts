import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import type { Engine } from '../../src/engine/jobs.ts';
import { EngineError } from '../../src/engine/types.ts';
import { motionJpeg } from '../material/captures.ts';
import { aviOf, videoOf } from '../material/videos.ts';
import { Random } from '../material/random.ts';

/** Of each kind of file; more are tried by hand. */
const MUTATIONS = Number(process.env['LETHE_FUZZ_MUTATIONS'] ?? 10);
const LONGEST_MS = 20_000;
const MOST_RSS_MB = 1_200;

/** What a video may be answered with, besides a result. */
const REASONS = [
  'unreadable-video',
  'unsupported-video',
  'too-long',
  'unreadable-image',
  'image-too-large',
  'image-too-small',
];

/** Something that moves; no face has to be found to read a file. */
const pictures = (): Promise<Buffer[]> =>
  Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      sharp({ create: { width: 96, height: 96, channels: 3, background: { r: 30 * i, g: 90, b: 160 } } })
        .jpeg()
        .toBuffer(),
    ),
  );

type Mutation = (file: Buffer, random: Random) => Buffer;

/** Names of boxes, chunks and codecs, and the first bytes of what Matroska calls its elements. */
const NAMES = [
  'moov',
  'mdat',
  'trak',
  'stsz',
  'stco',
  'stts',
  'stsd',
  'avcC',
  'tkhd',
  'strf',
  'strh',
  'movi',
];

const at = (file: Buffer, random: Random): number => random.integer(0, file.length - 1);

const MUTATE: Readonly<Record<string, Mutation>> = {
  'bits flipped': (file, random) => {
    for (let i = 0; i < 12; i++) file[at(file, random)]! ^= 1 << random.integer(0, 7);
    return file;
  },
  'cut off': (file, random) => file.subarray(0, at(file, random)),
  'a size of the header changed': (file, random) => {
    const values = [0, 1, 0x7fff_ffff, 0xffff_ffff, file.length, random.integer(0, 0xffff)];
    const where = random.integer(0, Math.min(600, file.length - 4));
    file.writeUInt32BE(values[random.integer(0, values.length - 1)]!, where);
    return file;
  },
  'the length of a box changed': (file, random) => {
    const name = NAMES[random.integer(0, NAMES.length - 1)]!;
    const found = file.indexOf(name, 0, 'latin1');
    if (found >= 4) file.writeUInt32BE(random.integer(0, 0xffff_ffff), found - 4);
    if (found >= 0 && found + 12 <= file.length) file.writeUInt32BE(0xffff_fff0, found + 8);
    return file;
  },
  'parts swapped': (file, random) => {
    const [p, q] = [at(file, random), at(file, random)].sort((a, b) => a - b) as [number, number];
    const length = Math.min(random.integer(1, 400), q - p, file.length - q);
    const kept = Buffer.from(file.subarray(p, p + length));
    file.copy(file, p, q, q + length);
    kept.copy(file, q);
    return file;
  },
};

const kinds = Object.values(MUTATE);

/** Resident now, of all processes that this one has started, megabytes; null where it cannot be told. */
function childrenMb(): number | null {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
    const kb = children
      .trim()
      .split(' ')
      .map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0));
    return kb.reduce((sum, one) => sum + one, 0) / 1024;
  } catch {
    return null;
  }
}

let engine: Engine;
let files: Readonly<Record<string, Buffer>>;

beforeAll(async () => {
  engine = createEngine({ workers: 1, timeoutMs: LONGEST_MS });
  const frames = await pictures();
  files = {
    mp4: await videoOf('mp4', frames),
    webm: await videoOf('webm', frames),
    avi: aviOf(frames, { width: 96, height: 96, framesPerSecond: 10 }),
    mjpeg: motionJpeg(frames),
  };
});
afterAll(() => engine.close());

const judged = async (video: Uint8Array): Promise<string> => {
  try {
    const { problem } = await engine.judgeCapture({ capture: { kind: 'video', video }, motions: [] });
    return problem ?? 'judged';
  } catch (error) {
    return error instanceof EngineError ? error.reason : 'something else';
  }
};

test.each(['mp4', 'webm', 'avi', 'mjpeg'])(
  'broken %s files are answered, and the worker goes on',
  async (kind) => {
    const file = files[kind]!;
    expect(await judged(file)).toBe('no-face');
    const random = new Random(7);
    const outcomes: Record<string, number> = {};
    let [longest, largest] = [0, 0];
    for (let i = 0; i < MUTATIONS; i++) {
      const broken = kinds[i % kinds.length]!(Buffer.from(file), random);
      const started = performance.now();
      const outcome = await judged(broken);
      longest = Math.max(longest, performance.now() - started);
      largest = Math.max(largest, childrenMb() ?? 0);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    expect([...REASONS, 'no-face', 'too-short', 'judged']).toEqual(
      expect.arrayContaining(Object.keys(outcomes)),
    );
    expect(longest).toBeLessThan(LONGEST_MS);
    expect(largest).toBeLessThan(MOST_RSS_MB);
    expect(await judged(file)).toBe('no-face');
  },
);
