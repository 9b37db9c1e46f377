import type { HotWordTrie } from './hot-words.ts';
import { mostTokens, type Encoded, type Moonshine } from './moonshine.ts';
import { saidOnce } from './repetition.ts';
import type { Hypothesis, SearchOptions } from './search.ts';
import { SPEECH_RATE } from './resample.ts';
import { SILENCE } from './segment.ts';
import { splitSentences } from './sentences.ts';
import { detokenise, splitWords, type TokenRun } from './tokenizer.ts';
import type { SpokenSentence } from './types.ts';
import { WINDOW } from './voice-activity.ts';
import { timeWords, type Span } from './words.ts';

/** An empty hypothesis is doubted only where there is that much speech almost surely. */
export const SURE_SECONDS = 0.25;
/** A hypothesis forced out of doubt must be at least that likely, natural logarithm a token. */
const LEAST_LOG_PROBABILITY = -0.6;
/** A hypothesis less likely than that is in doubt, natural logarithm a token; the others hardly change when they are searched for again. */
const DOUBT = -0.12;
/** Hypotheses side by side when in doubt. */
const WIDTH = 4;
const WINDOW_MS = (WINDOW / SPEECH_RATE) * 1000;

export interface HearOptions {
  /** Where the stretch begins in the audio, milliseconds. */
  readonly startMs: number;
  readonly channel: number;
  /** Seconds of the stretch that are speech almost surely. */
  readonly sureSeconds: number;
  /** Of speech, of the windows of the stretch. */
  readonly probabilities: Float32Array;
  /** Also give each word with its times. */
  readonly words: boolean;
  readonly hotWords?: HotWordTrie | undefined;
}

/**
 * Writes down what is said in a stretch of sound.
 * @param sound the stretch alone: mono, 16 kHz, -1..1, at most about 30 s
 * @returns its sentences in order, with times from the start of the audio; none when nothing is said
 */
export async function hearStretch(
  moonshine: Moonshine,
  sound: Float32Array,
  options: HearOptions,
): Promise<SpokenSentence[]> {
  const encoded = await moonshine.encode(sound);
  const { sureSeconds, hotWords } = options;
  const hypothesis = await decodeThoroughly(moonshine, encoded, sureSeconds, {
    ...(hotWords && { hotWords }),
  });
  return describe(moonshine, { encoded, hypothesis, samples: sound.length }, options);
}

/** Decodes; a hypothesis that is empty where there is speech for sure is tried once more. */
export async function decodeSpeech(
  moonshine: Pick<Moonshine, 'decode'>,
  encoded: Encoded,
  sureSeconds: number,
  options: SearchOptions,
): Promise<Hypothesis> {
  const hypothesis = await moonshine.decode(encoded, options);
  if (hypothesis.tokens.length > 0 || sureSeconds < SURE_SECONDS) return hypothesis;
  const forced = await moonshine.decode(encoded, { ...options, speak: true });
  return mean(forced.logProbabilities) >= LEAST_LOG_PROBABILITY ? forced : hypothesis;
}

/** Decodes as `decodeSpeech`; a hypothesis that is in doubt, or comes to no end, is searched for among several side by side. */
async function decodeThoroughly(
  moonshine: Pick<Moonshine, 'decode'>,
  encoded: Encoded,
  sureSeconds: number,
  options: SearchOptions,
): Promise<Hypothesis> {
  const quick = await decodeSpeech(moonshine, encoded, sureSeconds, options);
  if (!isInDoubt(quick, DOUBT) && !isCutOff(quick, encoded)) return quick;
  const found = await searchAgain(moonshine, encoded, quick, options);
  return isCutOff(found, encoded) ? saidOnce(found) : found;
}

const isCutOff = ({ tokens }: Hypothesis, { seconds }: Encoded): boolean =>
  tokens.length >= mostTokens(seconds);

/** Searches among several hypotheses side by side. One that was cut off repeats itself: what was heard first is better then. */
export async function searchAgain(
  moonshine: Pick<Moonshine, 'decode'>,
  encoded: Encoded,
  first: Hypothesis,
  options: SearchOptions,
): Promise<Hypothesis> {
  const found = await moonshine.decode(encoded, { ...options, speak: true, width: WIDTH });
  return isCutOff(found, encoded) ? first : found;
}

/** @param least log probability, natural logarithm a token, of a hypothesis that is not */
export const isInDoubt = ({ tokens, logProbabilities }: Hypothesis, least: number): boolean =>
  tokens.length > 0 && mean(logProbabilities) < least;

export interface Heard {
  readonly encoded: Encoded;
  readonly hypothesis: Hypothesis;
  /** Length of the sound. */
  readonly samples: number;
}

/** The sentences of a hypothesis, with their times. */
export async function describe(
  moonshine: Pick<Moonshine, 'attend'>,
  { encoded, hypothesis, samples }: Heard,
  options: Pick<HearOptions, 'startMs' | 'channel' | 'probabilities' | 'words'>,
): Promise<SpokenSentence[]> {
  const words = splitWords(hypothesis.tokens);
  const sentences = splitSentences(words);
  if (sentences.length === 0) return [];
  const needsTimes = options.words || sentences.length > 1;
  const spans = needsTimes
    ? timeWords(words, await moonshine.attend(encoded, hypothesis.tokens), samples, options.probabilities)
    : [spanOfSpeech(options.probabilities, samples)];
  const later = ({ startMs, endMs }: Span): Span => ({
    startMs: Math.round(options.startMs + startMs),
    endMs: Math.round(options.startMs + endMs),
  });
  let done = 0;
  return sentences.map((sentence) => {
    const own = needsTimes ? spans.slice(done, done + sentence.length).map(later) : spans.map(later);
    done += sentence.length;
    const [first, last] = [sentence[0]!, sentence.at(-1)!];
    return {
      text: detokenise(hypothesis.tokens.slice(first.from, last.to)),
      startMs: own[0]!.startMs,
      endMs: own.at(-1)!.endMs,
      ...(options.words && { words: sentence.map(({ text }: TokenRun, i) => ({ text, ...own[i]! })) }),
      channel: options.channel,
      meanLogProbability: mean(hypothesis.logProbabilities.slice(first.from, last.to)),
    };
  });
}

/** From the first window that is speech to the last one. */
function spanOfSpeech(probabilities: Float32Array, samples: number): Span {
  const first = probabilities.findIndex((probability) => probability >= SILENCE);
  const last = probabilities.findLastIndex((probability) => probability >= SILENCE);
  const wholeMs = (samples / SPEECH_RATE) * 1000;
  if (first < 0) return { startMs: 0, endMs: wholeMs };
  return { startMs: first * WINDOW_MS, endMs: Math.min(wholeMs, (last + 1) * WINDOW_MS) };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
