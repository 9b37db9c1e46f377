import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAudio } from '../../src/engine/speech/decode-audio.ts';
import { speechSample } from '../../test/material/speech.ts';
import { spread, type Item } from '../accuracy/speech.ts';
import { normaliseEnglish } from '../accuracy/english-normaliser.ts';
import { quantile } from './quantile.ts';
import type { Measure } from './speech.ts';

export interface Recording {
  /** Mono, 16 kHz, -1..1. */
  readonly sound: Float32Array;
  /** What is said. */
  readonly text: string;
}

/**
 * Clean recordings, spread over all there are.
 * @param folder holds `asr/manifest.json`; without it the packaged speech is the only one
 */
export async function cleanRecordings(folder: string | undefined, files: number): Promise<Recording[]> {
  if (folder === undefined) {
    const { wav, transcript } = await speechSample();
    return [{ sound: await decodeAudio(wav, { format: 'wav', maxSeconds: 60 }), text: transcript }];
  }
  const asr = join(folder, 'asr');
  const items = JSON.parse(await readFile(join(asr, 'manifest.json'), 'utf8')) as Item[];
  const clean = spread(
    items.filter((item) => item.set === 'clean'),
    files,
  );
  return Promise.all(
    clean.map(async ({ file, text }) => ({
      sound: await decodeAudio(await readFile(join(asr, file)), { format: 'flac', maxSeconds: 3600 }),
      text: text ?? '',
    })),
  );
}

/** Words as they are compared. */
export const wordsOf = (text: string): string[] => normaliseEnglish(text).split(' ').filter(Boolean);

/** Of those that there are. */
export const quantiles = (name: string, values: readonly (number | undefined)[]): Measure[] => {
  const known = values.filter((value) => value !== undefined);
  return [
    { name: `${name}, p50`, value: quantile(known, 0.5), unit: 'ms' },
    { name: `${name}, p95`, value: quantile(known, 0.95), unit: 'ms' },
  ];
};
