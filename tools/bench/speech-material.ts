import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { joinSounds } from '../../src/engine/speech/join-sounds.ts';
import { decodeAudio } from '../../src/engine/speech/decode-audio.ts';
import { SPEECH_RATE } from '../../src/engine/speech/resample.ts';
import { encodeWav } from '../../test/material/speech.ts';
import { findFolder, type Item, spread } from '../accuracy/speech.ts';
import { nonSpeech } from './non-speech.ts';

/** A file that is heard. */
export interface Clip {
  readonly set: string;
  /** 16 kHz, mono, 16-bit WAV: nobody gains by how it reads other formats. */
  readonly path: string;
  readonly seconds: number;
  /** What is said; '' when nothing is. */
  readonly text?: string;
  /** Where only these words are known. */
  readonly slots?: Readonly<Record<string, string>>;
}

export const LONG = 'one long recording';
const LONG_SECONDS = 13 * 60;
/** Pauses between what is said in it, one after another. */
const PAUSES_SECONDS: readonly number[] = [0.7, 2.5, 1.2, 4, 0.4, 8];
/** Of the noise of a kitchen. */
const KITCHEN_SECONDS = 60;

/**
 * Puts all that is heard into files: the sets of the folder, sounds without speech, and one long recording, in this order.
 * @param evalFolder holds `asr/manifest.json`
 * @param target where the files go
 * @param limit recordings of each set, spread over it
 */
export async function prepareClips(evalFolder: string, target: string, limit = Infinity): Promise<Clip[]> {
  const folder = await findFolder(evalFolder);
  const items = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Item[];
  const sets = [...Map.groupBy(items, ({ set }) => set).values()].map((members) =>
    spread(members, Math.min(limit, members.length)),
  );
  await mkdir(target, { recursive: true });
  const clips: Clip[] = [];
  const keep = async (sound: Float32Array, name: string, about: Omit<Clip, 'path' | 'seconds'>) => {
    const path = join(target, `${name}.wav`);
    await writeFile(path, encodeWav(sound, SPEECH_RATE));
    clips.push({ ...about, path, seconds: sound.length / SPEECH_RATE });
  };
  const soundOf = async ({ file }: Pick<Item, 'file'>): Promise<Float32Array> =>
    decodeAudio(await readFile(join(folder, file)), { format: 'flac', maxSeconds: 3600 });
  for (const { set, file, text, slots } of sets.flat())
    await keep(await soundOf({ file }), `${set}-${basename(file, '.flac')}`, {
      set,
      ...(text !== undefined && { text }),
      ...(slots && { slots }),
    });
  for (const [name, sound] of [...nonSpeech(), ...(await kitchen(items, soundOf))])
    await keep(sound, name.replaceAll(' ', '-'), { set: name, text: '' });
  const plain = sets.filter(([first]) => first && ['clean', 'reader'].includes(first.set));
  const long = await longRecording(plain.flat(), soundOf);
  await keep(long.sound, 'long', { set: LONG, text: long.text });
  return clips;
}

type Reader = (item: Pick<Item, 'file'>) => Promise<Float32Array>;

/** Recordings one after another with silence between them, up to 13 minutes and what the last one adds. */
async function longRecording(
  items: readonly Item[],
  soundOf: Reader,
): Promise<{ sound: Float32Array; text: string }> {
  const sounds: Float32Array[] = [];
  const texts: string[] = [];
  let samples = 0;
  for (const [i, item] of items.entries()) {
    if (samples >= LONG_SECONDS * SPEECH_RATE) break;
    const pause = new Float32Array(PAUSES_SECONDS[i % PAUSES_SECONDS.length]! * SPEECH_RATE);
    const sound = await soundOf(item);
    sounds.push(sound, pause);
    texts.push(item.text ?? '');
    samples += sound.length + pause.length;
  }
  return { sound: joinSounds(sounds), text: texts.join(' ') };
}

/** The noise that was added to clean recordings, without them: nobody speaks in it. */
async function kitchen(items: readonly Item[], soundOf: Reader): Promise<[string, Float32Array][]> {
  const known = new Set(items.map(({ file }) => file));
  const noises: Float32Array[] = [];
  let samples = 0;
  for (const { file } of items.filter(({ set }) => set === 'noise-5db')) {
    const clean = file.replace('noise-5db', 'clean');
    if (!known.has(clean) || samples >= KITCHEN_SECONDS * SPEECH_RATE) continue;
    const noise = withoutPart(await soundOf({ file }), await soundOf({ file: clean }));
    noises.push(noise);
    samples += noise.length;
  }
  return samples > 0 ? [['a kitchen', joinSounds(noises)]] : [];
}

/** What is left of a sound when as much of the part is taken away as is in it, by least squares. */
export function withoutPart(sound: Float32Array, part: Float32Array): Float32Array {
  const product = (other: Float32Array): number =>
    part.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0);
  const gain = product(sound) / (product(part) || 1);
  return sound.map((value, i) => value - gain * (part[i] ?? 0));
}
