import { createSession, Tensor, type InferenceSession } from '../onnx.ts';
import { readModel } from '../models.ts';
import { attentionOutput, exposeAttention } from './expose-attention.ts';
import { SPEECH_RATE } from './resample.ts';
import { END_TOKEN, START_TOKEN } from './tokenizer.ts';

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

const sides = ['key', 'value'] as const;
const layers = Array.from({ length: LAYERS }, (_, layer) => layer);
const namesOf = (prefix: string, part: string): string[] =>
  layers.flatMap((layer) => sides.map((side) => `${prefix}.${layer}.${part}.${side}`));
const PAST_ENCODER = namesOf('past_key_values', 'encoder');
const PAST_DECODER = namesOf('past_key_values', 'decoder');
const PRESENT_ENCODER = namesOf('present', 'encoder');
const PRESENT_DECODER = namesOf('present', 'decoder');
const ATTENTION = TIMING_LAYERS.map(attentionOutput);

type Cache = Record<string, Tensor>;

export interface Encoded {
  /** f32 [1, frames, 416] */
  readonly states: Tensor;
  readonly frames: number;
  readonly seconds: number;
}

/** One row a token of the hypothesis and one for its end: [layers x heads][frames], row-major. */
export type AttentionRow = readonly Float32Array[];

export interface Hypothesis {
  /** Without the start and end tokens. */
  readonly tokens: readonly number[];
  /** Natural logarithm, mean over the tokens and the end. */
  readonly meanLogProbability: number;
  /** Cross-attention of the upper layers, when asked for: per token, per layer, [heads x frames]. */
  readonly attention: readonly AttentionRow[];
}

export interface DecodeOptions {
  readonly attention?: boolean;
  /** Forbids the empty hypothesis. */
  readonly speak?: boolean;
}

export interface Moonshine {
  /** @param sound mono, 16 kHz, -1..1; at most about 30 s */
  encode(sound: Float32Array): Promise<Encoded>;
  /** Greedy search. */
  decode(encoded: Encoded, options?: DecodeOptions): Promise<Hypothesis>;
}

export async function createMoonshine(): Promise<Moonshine> {
  const encoder = await createSession(await readModel('speech-encoder'));
  const decoder = await createSession(exposeAttention(await readModel('speech-decoder'), LAYERS));
  return {
    encode: (sound) => encode(encoder, sound),
    decode: (encoded, options = {}) => decode(decoder, encoded, options),
  };
}

async function encode(session: InferenceSession, sound: Float32Array): Promise<Encoded> {
  const input = new Tensor('float32', sound, [1, sound.length]);
  const result = await session.run({ input_values: input });
  const states = result['last_hidden_state']!;
  return { states, frames: states.dims[1]!, seconds: sound.length / SPEECH_RATE };
}

const emptyCache = (): Cache =>
  Object.fromEntries(
    [...PAST_ENCODER, ...PAST_DECODER].map((name) => [
      name,
      new Tensor('float32', new Float32Array(0), [0, HEADS, 1, HEAD_SIZE]),
    ]),
  );

async function decode(
  session: InferenceSession,
  encoded: Encoded,
  options: DecodeOptions,
): Promise<Hypothesis> {
  const limit = Math.ceil(encoded.seconds * TOKENS_PER_SECOND) + EXTRA_TOKENS;
  const tokens: number[] = [];
  const attention: AttentionRow[] = [];
  let sum = 0;
  const cache = emptyCache();
  for (let step = 0; step < limit; step++) {
    const isFirst = step === 0;
    const result = await session.run(
      {
        input_ids: new Tensor('int64', BigInt64Array.of(BigInt(tokens.at(-1) ?? START_TOKEN)), [1, 1]),
        encoder_hidden_states: encoded.states,
        use_cache_branch: new Tensor('bool', [!isFirst], [1]),
        ...cache,
      },
      [
        'logits',
        ...PRESENT_DECODER,
        ...(isFirst ? PRESENT_ENCODER : []),
        ...(options.attention ? ATTENTION : []),
      ],
    );
    const logits = result['logits']!.data as Float32Array;
    if (isFirst && options.speak) logits[END_TOKEN] = -Infinity;
    const best = pickBest(logits);
    sum += best.logProbability;
    if (options.attention) attention.push(ATTENTION.map((name) => result[name]!.data as Float32Array));
    if (best.token === END_TOKEN) break;
    tokens.push(best.token);
    PRESENT_DECODER.forEach((name, i) => (cache[PAST_DECODER[i]!] = result[name]!));
    // The encoder's keys and values are computed with the first token and stay.
    if (isFirst) PRESENT_ENCODER.forEach((name, i) => (cache[PAST_ENCODER[i]!] = result[name]!));
  }
  return { tokens, attention, meanLogProbability: sum / (tokens.length + 1) };
}

function pickBest(logits: Float32Array): { token: number; logProbability: number } {
  let token = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[token]!) token = i;
  const top = logits[token]!;
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += Math.exp(logits[i]! - top);
  return { token, logProbability: -Math.log(total) };
}
