import { z } from 'zod';
import type { DocumentOptions, DocumentTemplate, FieldReading, Side } from '../../engine/documents/types.ts';
import type { Quad } from '../../engine/types.ts';
import { type Action, type ActionContext, type IdentificationCandidate } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { type DocumentRead, readSides } from './read-sides.ts';
import { coord, toCoords } from './text-detection.ts';

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);

/** A value as most actions give it. Absent: not found. */
export const printed = () => read(z.string().exactOptional());

/** A value with its place; none when the value was derived. */
export const located = () =>
  read(
    z
      .object({
        Value: z.string(),
        Polygon: z.array(coord),
      })
      .exactOptional(),
  );

/** Fields of requests that may bring a second image: spread it into `input`. */
export const backImage = {
  BackImageBase64: read(z.string().optional()),
  BackImageUrl: read(z.string().optional()),
};

/** A flag of a request. */
export const flag = () => harmless(z.boolean().optional());

type Names = Readonly<Record<string, string>>;
type Printed = ReturnType<typeof printed>;
type Located = ReturnType<typeof located>;

type InputShape<Asked extends string, I> = {
  ImageBase64: z.ZodOptional<z.ZodString>;
  ImageUrl: z.ZodOptional<z.ZodString>;
} & Record<Asked, z.ZodOptional<z.ZodBoolean>> &
  I;

type OutputShape<F, L, P, Given extends string, O> = { [K in keyof F]: Printed } & {
  [K in keyof L]: Located;
} & Record<Given, P> &
  O;

export interface DocumentActionOptions<
  F extends Names,
  L extends Names,
  Asked extends string,
  Given extends string,
  P extends z.ZodType,
  I extends z.ZodRawShape,
  O extends z.ZodRawShape,
> {
  readonly name: string;
  /** Item of the price list; default `ocr.card`. */
  readonly priceItem?: string;
  /** Calls per second and AppId; default 5. */
  readonly rateLimit?: number;
  /** Any of them may be on the image. */
  readonly templates: readonly DocumentTemplate[];
  /** Code when none of them is; default `FailedOperation.OcrFailed`. */
  readonly notFound?: string;
  /** Field on the wire → field of the templates, as plain text. */
  readonly fields?: F;
  /** The same, as `{ Value, Polygon }`. */
  readonly located?: L;
  /** The flag that asks for the portrait, the field that it is given in, and that field's form: `printed()` (Base64) or `located()`. */
  readonly portrait?: { readonly asked: Asked; readonly given: Given; readonly form: P };
  /** Further fields of the request; `backImage` for a second one. */
  readonly input?: I;
  /** Further fields of the answer, and what stands in them. */
  readonly output?: O;
  /** Flags that cannot be honoured: a request in which one is true is refused. */
  readonly unsupported?: readonly string[];
  /** What stands in the further fields; an ApiError refuses. */
  more?(
    document: DocumentRead,
    input: z.output<z.ZodObject<I>>,
    context: ActionContext,
  ): Partial<z.output<z.ZodObject<O>>> | Promise<Partial<z.output<z.ZodObject<O>>>>;
  /** How the page is to be read; an ApiError refuses the request before it is. */
  options?(input: z.output<z.ZodObject<I>>): DocumentOptions;
}

const placed = (text: string, quad: Quad | undefined): z.output<Located> => ({
  Value: text,
  Polygon: quad ? toCoords(quad) : [],
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * An action that reads documents by templates: its fields, codes and identification follow from tables. The answer has the
 * fields that were found; others are absent.
 */
export function documentAction<
  const F extends Names = Record<never, string>,
  const L extends Names = Record<never, string>,
  const Asked extends string = never,
  const Given extends string = never,
  P extends z.ZodType = Printed,
  const I extends z.ZodRawShape = Record<never, never>,
  const O extends z.ZodRawShape = Record<never, never>,
>(
  options: DocumentActionOptions<F, L, Asked, Given, P, I, O>,
): Action<z.ZodObject<InputShape<Asked, I>>, z.ZodObject<OutputShape<F, L, P, Given, O>>, 'ocr'> {
  type Input = z.ZodObject<InputShape<Asked, I>>;
  type Output = z.ZodObject<OutputShape<F, L, P, Given, O>>;
  const identities = new WeakMap<object, IdentificationCandidate>();
  return {
    name: options.name,
    service: 'ocr',
    version: '2018-11-19',
    feature: 'ocr',
    priceItem: options.priceItem ?? 'ocr.card',
    rateLimit: options.rateLimit ?? 5,
    input: z.object(inputShape(options)) as unknown as Input,
    output: z.object(outputShape(options)) as unknown as Output,
    async run(given: z.output<Input>, context: ActionContext): Promise<z.output<Output>> {
      const input = given as Readonly<Record<string, unknown>> & z.output<z.ZodObject<I>>;
      for (const parameter of options.unsupported ?? [])
        if (input[parameter] === true) throw new ApiError('UnsupportedOperation', { parameter });
      const portrait = options.portrait && input[options.portrait.asked] === true;
      const reading = { ...options.options?.(input), ...(portrait ? { portrait } : {}) };
      const document = await readSides(input, options, reading, context);
      const output = { ...answer(options, document), ...(await options.more?.(document, input, context)) };
      identities.set(output, identify(document));
      return output as z.output<Output>;
    },
    identification: (_input, output, [photo]) => ({ ...identities.get(output), photo }),
  };
}

const inputShape = ({
  portrait,
  input,
}: {
  portrait?: { readonly asked: string };
  input?: z.ZodRawShape;
}): z.ZodRawShape => ({
  ImageBase64: read(z.string().optional()),
  ImageUrl: read(z.string().optional()),
  ...(portrait ? { [portrait.asked]: flag() } : {}),
  ...input,
});

interface Tables {
  readonly fields?: Names;
  readonly located?: Names;
  readonly portrait?: { readonly given: string; readonly form: z.ZodType };
  readonly output?: z.ZodRawShape;
}

const outputShape = ({ fields, located: placedFields, portrait, output }: Tables): z.ZodRawShape => ({
  ...Object.fromEntries(Object.keys(fields ?? {}).map((name) => [name, printed()])),
  ...Object.fromEntries(Object.keys(placedFields ?? {}).map((name) => [name, located()])),
  ...(portrait ? { [portrait.given]: portrait.form } : {}),
  ...output,
});

function answer(
  { fields, located: placedFields, portrait }: Tables,
  document: DocumentRead,
): Record<string, unknown> {
  const found = (names: Names | undefined): [string, FieldReading][] =>
    Object.entries(names ?? {}).flatMap(([wire, name]) => {
      const reading = document.fields[name];
      return reading ? [[wire, reading]] : [];
    });
  const image = document.portrait && base64(document.portrait);
  const isPlain = portrait?.form.safeParse('').success;
  return {
    ...Object.fromEntries(found(fields).map(([wire, { text }]) => [wire, text])),
    ...Object.fromEntries(found(placedFields).map(([wire, { text, quad }]) => [wire, placed(text, quad)])),
    ...(portrait && image !== undefined
      ? { [portrait.given]: isPlain ? image : placed(image, document.portraitQuad) }
      : {}),
  };
}

/** What of a document is Identification Data; several fields of one kind are joined in the template's order. */
function identify({ template, fields, portrait }: DocumentRead): IdentificationCandidate {
  const parts: Record<string, string[]> = {};
  const sides: readonly Side[] = ['front', 'back'];
  for (const side of sides)
    for (const [name, { identification }] of Object.entries(template.sides[side]?.fields ?? {})) {
      const reading = fields[name];
      if (identification && reading) (parts[identification] ??= []).push(reading.date ?? reading.text);
    }
  return {
    ...Object.fromEntries(Object.entries(parts).map(([name, texts]) => [name, texts.join(' ')])),
    ...(template.country !== undefined && Object.keys(parts).length > 0 && parts['country'] === undefined
      ? { country: template.country }
      : {}),
    faceImage: portrait,
  };
}
