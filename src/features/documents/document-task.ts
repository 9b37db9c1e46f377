import { shelf } from '../../tasks/shelf.ts';
import type { Json, TaskOrder } from '../../tasks/types.ts';
import type { ServedTaskKind } from '../task-kind.ts';
import { pageKinds, pageParameters, type PageKindName } from './page-kinds.ts';

/** What a task that reads a document has to know. */
export interface DocumentSettings {
  readonly readAs: PageKindName;
  /** Of the action, besides the page and its picture. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** All that the document has. */
  readonly pageCount: number;
}

/** What `CreateDocumentTask` put there. */
export const settingsOf = ({ settings }: TaskOrder): DocumentSettings =>
  settings as unknown as DocumentSettings;

const notes = shelf<'ocr.images-and-results', Json>(
  'ocr.images-and-results',
  (result) => ({ result }),
  ({ result }) => result as Json | undefined,
);

/** Document, results and all else are images uploaded and what was read from them: gone with the day, or before. */
export const documentTask: ServedTaskKind = {
  name: 'document',
  notes,
  results: notes,
  file: shelf<'ocr.images-and-results', Uint8Array>(
    'ocr.images-and-results',
    (image) => ({ image }),
    ({ image }) => image,
  ),
  callOf({ order, part: page, file }) {
    const { readAs, parameters } = settingsOf(order);
    const kind = pageKinds[readAs];
    return { action: kind.action, parameters: pageParameters(kind, parameters, page, file) };
  },
};
