import type {
  DocumentOptions,
  DocumentResult,
  DocumentTemplate,
  FieldReadings,
  Side,
} from '../../engine/documents/types.ts';
import type { Quad } from '../../engine/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** Base64 text of an image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** What was read of a document: one side, or both. */
export interface DocumentRead {
  readonly template: DocumentTemplate;
  /** The sides that were found. */
  readonly sides: readonly Side[];
  /** By the template's names, of both sides. */
  readonly fields: FieldReadings;
  /** Names of the anchors and labels that were found. */
  readonly seen: readonly string[];
  /** JPEG; the first that was found. */
  readonly portrait?: Uint8Array;
  /** Each image's. */
  readonly portraits: readonly (Uint8Array | undefined)[];
  /** Where it is in the image. */
  readonly portraitQuad?: Quad;
  /** Whether an image shows a copy in black and white, when that was asked for. */
  readonly greyCopy: boolean;
  /** Rotation of the text in the first image, degrees clockwise, 0..360. */
  readonly angle: number;
  /** The images, as they were given. */
  readonly images: readonly Uint8Array[];
}

type Images = Readonly<Record<string, unknown>>;

const textAt = (input: Images, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The images of a request: `Image...`, and `BackImage...` where the action has it. The first is asked for even when neither is there. */
function sourcesOf(input: Images): { base64: string | undefined; url: string | undefined }[] {
  const [front, back] = ['', 'Back'].map((prefix) => ({
    base64: textAt(input, `${prefix}ImageBase64`),
    url: textAt(input, `${prefix}ImageUrl`),
  }));
  const given = [front, back].flatMap((source) => (source && (source.base64 ?? source.url) ? [source] : []));
  return given.length ? given : [{ base64: undefined, url: undefined }];
}

/**
 * Reads the images of a request: whichever side each of them shows, of one and the same kind of document.
 * @throws ApiError `FailedOperation.ImageNoText`; `notFound` when an image shows none of the documents; else a code of `codes.ts`
 */
export async function readSides(
  input: Images,
  { templates, notFound }: { readonly templates: readonly DocumentTemplate[]; readonly notFound?: string },
  options: DocumentOptions,
  context: ActionContext,
): Promise<DocumentRead> {
  const results: DocumentResult[] = [];
  const images: Uint8Array[] = [];
  for (const source of sourcesOf(input)) {
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const result = await recognise(ocrEngineCodes, () =>
      context.engine.readDocument({ image, templates, options }),
    );
    context.addSteps(result.steps);
    if (!result.hasText) throw new ApiError('FailedOperation.ImageNoText');
    results.push(result);
    images.push(image);
  }
  const template = templates.find(({ id }) => id === results[0]?.template);
  if (!template || results.some((result) => result.template !== template.id))
    throw new ApiError(notFound ?? 'FailedOperation.OcrFailed');
  const withPortrait = results.find((result) => result.portrait);
  return {
    template,
    images,
    angle: results[0]?.angle ?? 0,
    greyCopy: results.some(({ greyCopy }) => greyCopy === true),
    sides: results.flatMap(({ side }) => side ?? []),
    portraits: results.map(({ portrait }) => portrait),
    fields: Object.assign({}, ...results.map(({ fields }) => fields).toReversed()) as FieldReadings,
    seen: results.flatMap(({ seen }) => seen),
    ...(withPortrait?.portrait ? { portrait: withPortrait.portrait } : {}),
    ...(withPortrait?.portraitQuad ? { portraitQuad: withPortrait.portraitQuad } : {}),
  };
}
