import { z } from 'zod';
import { action, type ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import {
  type ExtractionOptions,
  itemNames,
  readStructure,
  structuralOutput,
  toGroups,
  toWordList,
} from './structural.ts';
import { signedAngle } from './text-detection.ts';

const documentInput = z.object({
  ImageUrl: carries('ocr.images-and-results', z.string().optional()),
  ImageBase64: carries('ocr.images-and-results', z.string().optional()),
  PdfPageNumber: harmless(z.number().int().min(1).optional()),
  ItemNames: itemNames.optional(),
  /** False: every pair on the page besides those that are asked for. */
  ItemNamesShowMode: harmless(z.boolean().optional()),
  ReturnFullText: harmless(z.boolean().optional()),
  ConfigId: harmless(z.string().optional()),
  EnableCoord: harmless(z.boolean().optional()),
  OutputParentKey: harmless(z.boolean().optional()),
  ConfigAdvanced: z.object({ Scene: z.string().optional() }).optional(),
  OutputLanguage: harmless(z.enum(['cn', 'en']).optional()),
  NewItemNames: z
    .array(
      z.object({
        KeyName: z.string().optional(),
        KeyType: z.number().int().optional(),
        KeyPrompt: z.string().optional(),
        KeyExpectedValue: z.string().optional(),
        KeyAuditPrompt: z.string().optional(),
      }),
    )
    .optional(),
  MultiModelVersion: harmless(z.string().optional()),
});

type DocumentInput = z.output<typeof documentInput>;

/** Settings that need a model that understands instructions, or templates of one sender's papers: there are none. */
const UNSUPPORTED: Readonly<Partial<Record<keyof DocumentInput, (input: DocumentInput) => boolean>>> = {
  ConfigId: ({ ConfigId }) => ConfigId !== undefined && ConfigId !== 'General',
  ConfigAdvanced: ({ ConfigAdvanced }) => ConfigAdvanced !== undefined,
  OutputParentKey: ({ OutputParentKey }) => OutputParentKey === true,
  OutputLanguage: ({ OutputLanguage }) => OutputLanguage !== undefined,
  NewItemNames: ({ NewItemNames }) => (NewItemNames ?? []).length > 0,
  MultiModelVersion: ({ MultiModelVersion }) => MultiModelVersion !== undefined,
};

/** An action that finds keys and their values on any page, and gives the whole text with its places when asked. */
export const fullExtraction = ({ name, maxEncodedBytes }: ExtractionOptions) =>
  action({
    name,
    service: 'ocr',
    version: '2018-11-19',
    feature: 'ocr',
    priceItem: 'ocr.structure',
    rateLimit: 5,
    input: documentInput,
    output: z.object(structuralOutput),
    run: (input, context) => readStructured(input, maxEncodedBytes, context),
    identification: (_input, _output, [photo]) => ({ photo }),
  });

/** @throws ApiError `UnsupportedOperation` for a setting that cannot be kept, `FailedOperation.ImageNoText`, or a code of `codes.ts`. */
async function readStructured(
  input: DocumentInput,
  maxEncodedBytes: number,
  context: ActionContext,
): Promise<z.output<z.ZodObject<typeof structuralOutput>>> {
  for (const [parameter, isGiven] of Object.entries(UNSUPPORTED))
    if (isGiven(input)) throw new ApiError('UnsupportedOperation', { parameter });
  const wanted = {
    keys: input.ItemNames ?? [],
    everything: input.ItemNamesShowMode === false,
    fullText: input.ReturnFullText ?? false,
  };
  const result = await readStructure(input, wanted, maxEncodedBytes, context);
  return {
    Angle: signedAngle(result.angle),
    StructuralList: toGroups(result),
    WordList: toWordList(result.lines, input.EnableCoord ?? false),
  };
}
