/** What a network of one kind is made of, and what sherpa-onnx calls it. */
export interface BroughtKindOf {
  readonly title: string;
  /** Roles of its files, each with what a file of that role is called where nobody says which one it is. */
  readonly files: Readonly<Record<string, RegExp>>;
  /** Its part of sherpa-onnx's offline model configuration. @param pathOf where the file of a role lies */
  config(pathOf: (role: string) => string, language: string): Readonly<Record<string, unknown>>;
}

const tokens = /tokens\.txt$/;
const model = /model.*\.onnx$/;

/**
 * Kinds of speech recognisers that a deployment may bring: those of sherpa-onnx that hear a whole stretch at once. The
 * names of the settings are those of the package's `types.js`.
 */
const table = {
  whisper: {
    title: 'Whisper',
    files: { encoder: /encoder.*\.onnx$/, decoder: /decoder.*\.onnx$/, tokens },
    config: (pathOf, language) => ({
      whisper: { encoder: pathOf('encoder'), decoder: pathOf('decoder'), language, task: 'transcribe' },
    }),
  },
  'sense-voice': {
    title: 'SenseVoice',
    files: { model, tokens },
    config: (pathOf, language) => ({
      senseVoice: { model: pathOf('model'), language, useInverseTextNormalization: 0 },
    }),
  },
  paraformer: {
    title: 'Paraformer',
    files: { model, tokens },
    config: (pathOf) => ({ paraformer: { model: pathOf('model') } }),
  },
  zipformer: {
    title: 'Zipformer transducer',
    files: { encoder: /encoder.*\.onnx$/, decoder: /decoder.*\.onnx$/, joiner: /joiner.*\.onnx$/, tokens },
    config: (pathOf) => ({
      transducer: { encoder: pathOf('encoder'), decoder: pathOf('decoder'), joiner: pathOf('joiner') },
    }),
  },
  'zipformer-ctc': {
    title: 'Zipformer CTC',
    files: { model, tokens },
    config: (pathOf) => ({ zipformerCtc: { model: pathOf('model') } }),
  },
  moonshine: {
    title: 'Moonshine with a merged decoder',
    files: { encoder: /encoder.*\.(onnx|ort)$/, decoder: /decoder.*merged.*\.(onnx|ort)$/, tokens },
    config: (pathOf) => ({
      moonshine: { encoder: pathOf('encoder'), mergedDecoder: pathOf('decoder') },
    }),
  },
} as const satisfies Readonly<Record<string, BroughtKindOf>>;

export type BroughtKind = keyof typeof table;

export const broughtKinds: Readonly<Record<BroughtKind, BroughtKindOf>> = table;

export const BROUGHT_KINDS = Object.keys(table) as [BroughtKind, ...BroughtKind[]];
