import { z } from 'zod';
import { EngineError } from '../../src/engine/types.ts';
import { action, type Action } from '../../src/features/action.ts';
import { ApiError } from '../../src/features/errors.ts';
import { carries, harmless } from '../../src/features/personal-data.ts';

export const SECRET_TEXT = 'ZHANG Xiaoming 110101199003077758';

/** What the scene `held` tells of, and waits for. */
interface Held {
  /** Resolves when a call has come so far. */
  readonly reached: PromiseWithResolvers<void>;
  readonly released: PromiseWithResolvers<void>;
}

const newHeld = (): Held => ({ reached: Promise.withResolvers(), released: Promise.withResolvers() });
let held = newHeld();

/** Lets calls of the scene `held` wait from now on. */
export const holdCalls = (): Held => (held = newHeld());

/** What a caller may ask to happen. */
const scenes: Readonly<Record<string, () => Promise<void>>> = {
  crash: async () => {
    throw new Error(`cannot read ${SECRET_TEXT}`);
  },
  overloaded: async () => {
    throw new EngineError('overloaded', 'queue is full');
  },
  'worker-died': async () => {
    throw new EngineError('worker-died', 'worker died');
  },
  'no-text': async () => {
    throw new ApiError('FailedOperation.ImageNoText');
  },
  held: async () => {
    held.reached.resolve();
    await held.released.promise;
  },
};

const GeneralBasicOCR = action({
  name: 'GeneralBasicOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.general',
  rateLimit: 1000,
  input: z.strictObject({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    LanguageType: harmless(z.enum(['zh', 'auto']).optional()),
    IsPdf: harmless(z.boolean().optional()),
    PdfPageNumber: harmless(z.int().min(1).max(100).optional()),
    Scene: z.string().optional(),
  }),
  output: z.object({
    TextDetections: z.array(
      z.object({
        DetectedText: carries('ocr.images-and-results', z.string()),
        Confidence: harmless(z.int()),
      }),
    ),
    Language: harmless(z.string()),
    PdfPageSize: harmless(z.int()),
  }),
  async run(input, context) {
    await scenes[input.Scene ?? '']?.();
    if (input.ImageUrl) await context.fetchUrl(input.ImageUrl, { maxBytes: 1000 });
    context.addSteps([
      { name: 'decode', ms: 1.5 },
      { name: 'detect', ms: 2 },
      { name: 'recognise', ms: 3 },
    ]);
    const detections = [
      { DetectedText: `${SECRET_TEXT}${input.ImageBase64 ?? ''}`.slice(0, 60), Confidence: 99 },
    ];
    return {
      TextDetections: detections,
      Language: input.LanguageType ?? 'zh',
      PdfPageSize: input.PdfPageNumber ?? 0,
    };
  },
});

const SentenceRecognition = action({
  name: 'SentenceRecognition',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: 'asr.sentence',
  rateLimit: 1000,
  input: z.strictObject({
    EngSerViceType: harmless(z.string()),
    SourceType: harmless(z.int()),
    VoiceFormat: harmless(z.string()),
    Data: carries('asr.audio', z.string().optional()),
    DataLen: harmless(z.int().optional()),
  }),
  output: z.object({ Result: carries('asr.results', z.string()), AudioDuration: harmless(z.int()) }),
  async run(_, context) {
    context.billSeconds(2.5);
    return { Result: SECRET_TEXT, AudioDuration: 2500 };
  },
});

const box = { X: harmless(z.int()), Y: harmless(z.int()) };

const DetectFace = action({
  name: 'DetectFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: 1000,
  input: z.strictObject({
    Image: carries('face.images', z.string().optional()),
    MaxFaceNum: harmless(z.int().min(1).max(120).optional()),
    NeedFaceAttributes: harmless(z.int().optional()),
  }),
  output: z.object({ FaceInfos: z.array(z.object(box)), FaceModelVersion: harmless(z.string()) }),
  async run(input) {
    if (!input.Image) throw new ApiError('InvalidParameterValue.ImageEmpty');
    return { FaceInfos: [{ X: 3, Y: 4 }], FaceModelVersion: '3.0' };
  },
});

const CreatePerson = action({
  name: 'CreatePerson',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.group',
  rateLimit: 1000,
  input: z.strictObject({
    GroupId: z.string(),
    PersonId: z.string(),
    PersonName: z.string(),
    Image: carries('face.images', z.string().optional()),
    PersonExDescriptionInfos: z
      .array(z.strictObject({ PersonExDescriptionIndex: z.int(), PersonExDescription: z.string() }))
      .optional(),
    NeedRotateDetection: z.boolean().optional(),
  }),
  output: z.object({
    FaceId: z.string(),
    Score: carries('face.running-log', z.number()),
    Embedding: carries('face.features', z.array(z.number())),
  }),
  async run(input) {
    if (input.PersonExDescriptionInfos?.some(({ PersonExDescriptionIndex }) => PersonExDescriptionIndex > 4))
      throw new ApiError('InvalidParameterValue');
    return { FaceId: SECRET_TEXT, Score: 87.5, Embedding: [0.1, 0.2] };
  },
});

const GetFaceIdTokenIntl = action({
  name: 'GetFaceIdTokenIntl',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: 'ekyc.token',
  rateLimit: 1000,
  input: z.strictObject({ SecureLevel: harmless(z.string().optional()), Extra: z.string().optional() }),
  output: z.object({ SdkToken: z.string() }),
  async run() {
    return { SdkToken: 'token-of-a-person' };
  },
});

const DescribeHoldings = action({
  name: 'DescribeHoldings',
  service: 'privacy',
  version: '2026-01-01',
  feature: 'base',
  priceItem: null,
  rateLimit: 1000,
  input: z.strictObject({ Names: z.array(z.string()).optional() }),
  output: z.object({ Names: z.array(z.string()) }),
  async run(input) {
    return { Names: input.Names ?? [] };
  },
});

const DescribeReceipts = action({
  name: 'DescribeReceipts',
  service: 'privacy',
  version: '2026-01-01',
  feature: 'ocr',
  priceItem: null,
  rateLimit: 2,
  input: z.strictObject({}),
  output: z.object({}),
  async run() {
    return {};
  },
});

/** One or two of every service, doing next to nothing. */
export const fakeActions: readonly Action[] = [
  GeneralBasicOCR,
  SentenceRecognition,
  DetectFace,
  CreatePerson,
  GetFaceIdTokenIntl,
  DescribeHoldings,
  DescribeReceipts,
];
