import { createSession, Tensor, type InferenceSession } from '../onnx.ts';
import { readModel } from '../models.ts';
import { beamSearch, type BatchFeed } from './beam.ts';
import { attentionOutput, exposeAttention } from './expose-attention.ts';
import { SPEECH_RATE } from './resample.ts';
import { search, type Hypothesis, type SearchOptions } from './search.ts';
import { START_TOKEN } from './tokenizer.ts';

/** Moonshine base: https://arxiv.org/abs/2410.15608 */
const LAYERS = 8;
export const HEADS = 8;
const HEAD_SIZE = 52;
/** Layers whose attention follows the sound; the lower ones look around. */
const TIMING_LAYERS: readonly number[] = [4, 5, 6, 7];

/** Samples that one frame of the encoder stands for: 24 ms. */
export const FRAME = 384;
/** Faster than anybody speaks; a hypothesis that goes on longer is repeating itself. */
const TOKENS_PER_SECOND = 7;
const EXTRA_TOKENS = 8;

/** Of a hypothesis of so many seconds; one that has as many was cut off. */
export const mostTokens = (seconds: number): number => Math.ceil(seconds * TOKENS_PER_SECOND) + EXTRA_TOKENS;

const sides = ['key', 'value'] as const;
const layers = Array.from({ length: LAYERS }, (_, layer) => layer);
const namesOf = (prefix: string, part: string): string[] =>
  layers.flatMap((layer) => sides.map((side) => `${prefix}.${layer}.${part}.${side}`));
const PAST_ENCODER = namesOf('past_key_values', 'encoder');
const PAST_DECODER = namesOf('past_key_values', 'decoder');
const PRESENT_ENCODER = namesOf('present', 'encoder');
const PRESENT_DECODER = namesOf('present', 'decoder');
const ATTENTION = TIMING_LAYERS.map(attentionOutput);

export interface Encoded {
  /** f32 [1, frames, 416] */
  readonly states: Tensor;
  readonly frames: number;
  readonly seconds: number;
}

/** Where the decoder looked while it wrote each token of a hypothesis, and its end. */
export interface Attention {
  readonly rows: number;
  readonly frames: number;
  /** Cross-attention of the upper layers: [heads x rows x frames] each. */
  readonly layers: readonly Float32Array[];
}

export interface DecodeOptions extends SearchOptions {
  /** Hypotheses that are followed side by side; 1, the default: the likeliest token always. */
  readonly width?: number;
}

export interface Moonshine {
  /** @param sound mono, 16 kHz, -1..1; at most about 30 s */
  encode(sound: Float32Array): Promise<Encoded>;
  decode(encoded: Encoded, options?: DecodeOptions): Promise<Hypothesis>;
  /** One pass over tokens that are known. */
  attend(encoded: Encoded, tokens: readonly number[]): Promise<Attention>;
}

/** Each stretch has its length, and each step of the decoder one token more. */
const EVER_NEW = { repeat: false };

/**
 * The decoder's last matrix (32,768 x 416, 8 bits) is made of floating point once, and not in each of its runs: a token then
 * takes 8 instead of 12 ms, the same to the last bits, for about 80 MB more.
 */
const UNPACKED = { disable_quant_qdq: '1' };

export async function createMoonshine(): Promise<Moonshine> {
  const encoder = await createSession(await readModel('speech-encoder'), {}, EVER_NEW);
  const decoder = await createSession(
    exposeAttention(await readModel('speech-decoder'), LAYERS),
    UNPACKED,
    EVER_NEW,
  );
  return {
    encode: (sound) => encode(encoder, sound),
    decode: (encoded, { width = 1, ...options } = {}) => {
      const limit = mostTokens(encoded.seconds);
      const feed = feeder(decoder, encoded);
      if (width > 1) return beamSearch(feed, limit, width, options);
      return search((keep, tokens) => feed(keep, [tokens], [0]), limit, options);
    },
    attend: (encoded, tokens) => attend(decoder, encoded, tokens),
  };
}

async function encode(session: InferenceSession, sound: Float32Array): Promise<Encoded> {
  const input = new Tensor('float32', sound, [1, sound.length]);
  const result = await session.run({ input_values: input });
  const states = result['last_hidden_state']!;
  return { states, frames: states.dims[1]!, seconds: sound.length / SPEECH_RATE };
}

const EMPTY = new Tensor('float32', new Float32Array(0), [0, HEADS, 1, HEAD_SIZE]);
const emptyCache = (): Record<string, Tensor> =>
  Object.fromEntries([...PAST_ENCODER, ...PAST_DECODER].map((name) => [name, EMPTY]));

const inputsOf = (
  encoded: Encoded,
  rows: readonly (readonly number[])[],
  cache: Record<string, Tensor>,
  goesOn: boolean,
) => ({
  input_ids: new Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0]!.length]),
  encoder_hidden_states: encoded.states,
  use_cache_branch: new Tensor('bool', [goesOn], [1]),
  ...cache,
});

/**
 * Gives the decoder tokens to go on from; it remembers all before them, and can forget some of those again. What it knows of
 * the sound is there once, however many hypotheses there are: products of matrices repeat it where it is needed.
 */
function feeder(session: InferenceSession, encoded: Encoded): BatchFeed {
  const cache = emptyCache();
  return async (keep, rows, parents) => {
    const isFirst = keep === 0;
    for (const name of PAST_DECODER) cache[name] = isFirst ? EMPTY : pick(cache[name]!, parents, keep);
    const result = await session.run(inputsOf(encoded, rows, isFirst ? emptyCache() : cache, !isFirst), [
      'logits',
      ...PRESENT_DECODER,
      ...(isFirst ? PRESENT_ENCODER : []),
    ]);
    PRESENT_DECODER.forEach((name, i) => (cache[PAST_DECODER[i]!] = result[name]!));
    // The encoder's keys and values are computed in the first pass and stay.
    if (isFirst) PRESENT_ENCODER.forEach((name, i) => (cache[PAST_ENCODER[i]!] = result[name]!));
    return result['logits']!.data as Float32Array;
  };
}

/** The first tokens of keys or values of some hypotheses, f32 [hypotheses, heads, tokens, size]. */
function pick(tensor: Tensor, parents: readonly number[], keep: number): Tensor {
  const [hypotheses, , tokens] = tensor.dims as [number, number, number];
  const isWhole = tokens === keep && hypotheses === parents.length;
  if (isWhole && parents.every((parent, i) => parent === i)) return tensor;
  const data = tensor.data as Float32Array;
  const size = keep * HEAD_SIZE;
  const picked = new Float32Array(parents.length * HEADS * size);
  for (const [i, parent] of parents.entries()) {
    for (let head = 0; head < HEADS; head++) {
      const from = (parent * HEADS + head) * tokens * HEAD_SIZE;
      picked.set(data.subarray(from, from + size), (i * HEADS + head) * size);
    }
  }
  return new Tensor('float32', picked, [parents.length, HEADS, keep, HEAD_SIZE]);
}

async function attend(
  session: InferenceSession,
  encoded: Encoded,
  tokens: readonly number[],
): Promise<Attention> {
  const result = await session.run(
    inputsOf(encoded, [[START_TOKEN, ...tokens]], emptyCache(), false),
    ATTENTION,
  );
  const layers = ATTENTION.map((name) => result[name]!.data as Float32Array);
  return { rows: tokens.length + 1, frames: encoded.frames, layers };
}
