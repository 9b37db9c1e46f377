import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Engine } from '../engine/jobs.ts';
import type {
  AudioSource,
  HotWord,
  RecordingOptions,
  RecordingResult,
  SpokenSentence,
} from '../engine/speech/types.ts';
import { toSrt, toVtt } from '../features/asr/captions.ts';
import { hotWordsIn } from '../features/asr/hot-words.ts';
import { listeningLine } from './listening-line.ts';
import type { WithEngine } from './read/read.ts';

interface ListenOptions {
  readonly srt?: boolean;
  readonly vtt?: boolean;
  readonly json?: boolean;
  readonly words?: boolean;
  readonly apart?: boolean;
  readonly hotWords?: readonly HotWord[];
  readonly pcm?: 8000 | 16000;
  readonly progress: boolean;
}

/** Nobody waits for a call here: longer than anything that was ever recorded in one file. */
const MAX_SECONDS = 7 * 24 * 3600;

const pcmRate = (value: string): number => {
  const rate = Number(value);
  if (rate === 8000 || rate === 16000) return rate;
  throw new InvalidArgumentError('expected 8000 or 16000');
};

const hotWordList = (value: string): readonly HotWord[] => {
  try {
    return hotWordsIn(value);
  } catch {
    throw new InvalidArgumentError('expected WORD|WEIGHT,WORD|WEIGHT with weights from 1 to 11');
  }
};

/** A file is read as it is heard; what comes from the standard input is held in memory, and nowhere else. */
async function withSource<T>(file: string, use: (source: AudioSource) => Promise<T>): Promise<T> {
  if (file === '-') {
    const content = await buffer(process.stdin);
    return use({
      size: content.length,
      read: (from, length) => Promise.resolve(content.subarray(from, from + length)),
    });
  }
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const read = async (from: number, length: number): Promise<Uint8Array> => {
      const { buffer: bytes, bytesRead } = await handle.read(new Uint8Array(length), 0, length, from);
      return bytes.subarray(0, bytesRead);
    };
    return await use({ size, read });
  } finally {
    await handle.close();
  }
}

const recordingOptions = ({ apart, hotWords, words, srt, vtt, pcm }: ListenOptions): RecordingOptions => ({
  channels: apart ? 'apart' : 'mixed',
  // Captions are cut between words.
  words: Boolean(words ?? srt ?? vtt),
  maxSeconds: MAX_SECONDS,
  ...(hotWords === undefined ? {} : { hotWords }),
  ...(pcm === undefined ? {} : { format: 'pcm' as const, pcmSampleRate: pcm }),
});

const SIDES = ['left', 'right'] as const;

const lineOf = ({ text, channel }: SpokenSentence, { apart }: ListenOptions): string =>
  apart ? `${SIDES[channel] ?? channel}: ${text}` : text;

const json = (file: string, { audioSeconds, channels, sentences }: RecordingResult): string =>
  JSON.stringify({ file, audioSeconds, channels, sentences });

async function listenTo(
  engine: Engine,
  file: string,
  several: boolean,
  options: ListenOptions,
): Promise<void> {
  const isPlain = !options.json && !options.srt && !options.vtt;
  if (several && !options.json) console.log(`== ${file}`);
  const line = listeningLine(options.progress && process.stderr.isTTY ? process.stderr : null);
  const result = await withSource(file, (source) =>
    engine.hearRecording(source, recordingOptions(options), {
      onProgress(progress) {
        line.clear();
        if (isPlain) for (const sentence of progress.sentences) console.log(lineOf(sentence, options));
        line.show(progress);
      },
    }),
  ).finally(() => line.clear());
  if (options.json) console.log(json(file, result));
  else if (options.srt) process.stdout.write(toSrt(result.sentences));
  else if (options.vtt) process.stdout.write(toVtt(result.sentences));
}

/**
 * `lethe listen FILE...|- [--srt|--vtt|--json] [--words] [--apart] [--hot-words LIST] [--pcm RATE]`: exit code 1 when a file
 * cannot be heard.
 */
export function registerListenCommand(program: Command, withEngine: WithEngine): void {
  program
    .command('listen')
    .description('write down what is said in recordings, on this machine; nothing of them is kept')
    .argument(
      '<files...>',
      'WAV, FLAC, MP3, Ogg Opus, M4A, AAC, AMR or SILK; - for the standard input. No microphone is ever opened',
    )
    .addOption(new Option('--srt', 'captions as SubRip').conflicts(['vtt', 'json']))
    .addOption(new Option('--vtt', 'captions as WebVTT').conflicts(['srt', 'json']))
    .addOption(new Option('--json', 'one line of JSON a file').conflicts(['srt', 'vtt']))
    .option('--words', 'with --json, each word with its time')
    .option('--apart', 'hear the two sides of a stereo call each for itself')
    .option('--hot-words <list>', 'likelier words, as NAME|10,OTHER NAME|5; weights 1 to 11', hotWordList)
    .option('--pcm <rate>', 'raw 16-bit samples of 8000 or 16000 Hz, without a header', pcmRate)
    .option('--no-progress', 'do not show how far it is')
    .action((files: string[], options: ListenOptions) =>
      withEngine(async (engine) => {
        for (const file of files)
          try {
            await listenTo(engine, file, files.length > 1, options);
          } catch (error) {
            console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
            process.exitCode = 1;
          }
      }),
    );
}
