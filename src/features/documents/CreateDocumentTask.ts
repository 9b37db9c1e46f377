import { z } from 'zod';
import { partCountOf } from '../../tasks/part-ranges.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { ocrEngineCodes, ocrInputCodes } from '../ocr/codes.ts';
import { LANGUAGES, scriptOf } from '../ocr/languages.ts';
import { carries, harmless } from '../personal-data.ts';
import { documentTask, type DocumentSettings } from './document-task.ts';
import { pageKinds } from './page-kinds.ts';
import { PAGES, pageRanges } from './page-ranges.ts';
import { DOCUMENTS_VERSION, dryRun, pageKind, taskErrors } from './task-schema.ts';

/** Reads the pages of a PDF document one after the other; what it reads is fetched by `DescribeDocumentTask` until the end of the day (UTC). */
export const CreateDocumentTask = action({
  name: 'CreateDocumentTask',
  service: 'documents',
  version: DOCUMENTS_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 10,
  input: z.object({
    FileBase64: carries('ocr.images-and-results', z.string().optional()),
    FileUrl: carries('ocr.images-and-results', z.string().optional()),
    /** The action that each page is read as. */
    Kind: pageKind.optional(),
    /** Such as `1-3,7`; absent: all. */
    Pages: harmless(z.string().regex(PAGES).optional()),
    /** Of the action, if it has it. */
    LanguageType: harmless(z.enum(LANGUAGES).optional()),
    IsWords: harmless(z.boolean().optional()),
    ConfigID: harmless(z.enum(['OCR', 'MulOCR']).optional()),
    ...dryRun,
  }),
  output: z.object({
    /** Empty on a dry run. */
    TaskId: harmless(z.string()),
    /** Pages that the task reads. */
    PageCount: harmless(z.int()),
    /** Pages that the document has. */
    DocumentPageCount: harmless(z.int()),
    /** ISO 8601: when all of the task is gone at the latest; null on a dry run. */
    ExpiresAt: harmless(z.string().nullable()),
    DryRun: harmless(z.boolean()),
  }),
  async run(input, context) {
    const { Kind = 'GeneralBasicOCR', FileBase64, FileUrl, Pages, DryRun = false, ...given } = input;
    const { engine, tasks, clock } = context;
    const kind = pageKinds[Kind];
    const parameters = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    for (const parameter of Object.keys(parameters))
      if (!(parameter in kind.action.input.shape)) throw new ApiError('UnsupportedOperation', { parameter });
    const language = given.LanguageType;
    if (language !== undefined && scriptOf(language) === null)
      throw new ApiError('FailedOperation.LanguageNotSupport', { language });
    const source = { base64: FileBase64, url: FileUrl };
    const pdf = await inputBytes(source, kind.maxEncodedBytes, ocrInputCodes, context);
    const { pages } = await recognise(ocrEngineCodes, () => engine.inspectPdf({ pdf }));
    if (pages === 0) throw new ApiError('FailedOperation.ImageDecodeFailed');
    const parts = pageRanges(Pages, pages);
    const counts = { PageCount: partCountOf(parts), DocumentPageCount: pages, DryRun };
    if (DryRun) return { TaskId: '', ExpiresAt: null, ...counts };
    const { appId, uin, subUin, requestId, region, jurisdiction, accountJurisdiction } = context;
    const settings: DocumentSettings = { readAs: Kind, parameters, pageCount: pages };
    const created = tasks.create(
      {
        ...{ kind: documentTask.name, parts, settings: { ...settings } },
        caller: { appId, uin, subUin, requestId, region, jurisdiction, accountJurisdiction },
      },
      pdf,
    );
    const { order, expiresAt } = await taskErrors(created, null, clock.now());
    const ExpiresAt = expiresAt === null ? null : new Date(expiresAt).toISOString();
    return { TaskId: order.taskId, ExpiresAt, ...counts };
  },
});
