import type { Language } from '../i18n/saying.ts';
import { notice, type NoticeFeature } from '../notice.ts';
import { annex } from './annex.ts';
import { dataMap } from './data-map.ts';
import type { PolicyDocument } from './document.ts';
import { documentHtml } from './html.ts';
import type { InForce } from './in-force.ts';
import { documentMarkdown } from './markdown.ts';
import { processingRecord } from './processing-record.ts';
import { subProcessorList } from './sub-processors.ts';

type OfFeature = (source: InForce, feature: NoticeFeature) => PolicyDocument;

const noticeOf =
  (processing: boolean): OfFeature =>
  (source, feature) =>
    notice(source.policy, feature, { processing, operator: source.overlay.operator });

/** Documents of one service, and those of all. */
const ofFeature = {
  'privacy-notice': noticeOf(false),
  'processing-notice': noticeOf(true),
  annex,
} satisfies Record<string, OfFeature>;
const ofAll = {
  'processing-record': processingRecord,
  'sub-processors': (source: InForce) => subProcessorList(source),
} satisfies Record<string, (source: InForce) => PolicyDocument>;

/** Which document. */
export type DocumentChoice =
  | { readonly kind: keyof typeof ofFeature; readonly feature: NoticeFeature }
  | { readonly kind: keyof typeof ofAll | 'data-map' };

export type DocumentOrder = DocumentChoice & {
  readonly language: Language;
  readonly format: 'markdown' | 'html';
};

/** Any document of the rules in force, as text; the data map is a picture (SVG) in either format. */
export const anyDocument = (source: InForce, order: DocumentOrder): string => {
  const { language, format } = order;
  if (order.kind === 'data-map') return dataMap(source, language);
  const document =
    'feature' in order ? ofFeature[order.kind](source, order.feature) : ofAll[order.kind](source);
  return (format === 'html' ? documentHtml : documentMarkdown)(document, language);
};
