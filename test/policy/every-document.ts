import { annex } from '../../src/policy/documents/annex.ts';
import { dataMap } from '../../src/policy/documents/data-map.ts';
import { inForce, type InForce } from '../../src/policy/documents/in-force.ts';
import { documentMarkdown } from '../../src/policy/documents/markdown.ts';
import { processingRecord, processingRecordCsv } from '../../src/policy/documents/processing-record.ts';
import { subProcessorList } from '../../src/policy/documents/sub-processors.ts';
import type { Language } from '../../src/policy/i18n/saying.ts';
import { notice, type NoticeFeature } from '../../src/policy/notice.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';

export const FEATURES: readonly NoticeFeature[] = ['ocr', 'ekyc', 'asr', 'face'];

const subProcessor = (name: string, location: string, announced = '2026-01-01'): object => ({
  name,
  purpose: '10%',
  location,
  announced,
  effective: '2026-03-01',
});

/** Two overlays that together use every kind of line that an overlay has, and change the list in every way. */
export const sources: readonly InForce[] = [
  {},
  { subProcessors: [subProcessor('A', 'X'), subProcessor('B', 'X'), subProcessor('C', 'X')] },
  {
    regions: ['ap-singapore', 'ap-hongkong'],
    minimumAge: 20,
    operator: { name: '7', address: '8', contact: '9', dataProtectionOfficer: '10', euRepresentative: '11' },
    features: { asr: { atMost: 'PT6H', onRequest: 'immediately', afterAccountClosed: 'PT30M' } },
    categories: {
      'face.error-log': { ringBytes: 500_000, atMost: 'P1D', onRequest: 'P1D' },
      'ocr.monitoring': { atMost: 'P1Y', withoutFields: ['fee'] },
      'ekyc.monitoring': { atMost: 'P1M' },
      'ekyc.images-videos-results': { atMost: 'PT1H', onRequest: 'PT1M' },
      'ocr.images-and-results': { onRequest: 'PT45S' },
      'face.features': { afterAccountClosed: 'PT1S' },
    },
    subProcessors: [
      subProcessor('A', 'Y'),
      subProcessor('D', 'X'),
      { ...subProcessor('C', 'Y', '2026-02-01'), features: ['asr'] },
    ],
  },
].map((overlay) => inForce(parseOverlay(overlay)));

type Maker = (source: InForce, language: Language) => string;

/** Every document that there is, by name. */
export const makers: Readonly<Record<string, Maker>> = {
  ...Object.fromEntries(
    FEATURES.flatMap((feature): [string, Maker][] => [
      [
        `notice ${feature}`,
        ({ policy, overlay: { operator } }, language) =>
          documentMarkdown(notice(policy, feature, { operator }), language),
      ],
      [
        `processing notice ${feature}`,
        ({ policy }, language) => documentMarkdown(notice(policy, feature, { processing: true }), language),
      ],
      [`annex ${feature}`, (source, language) => documentMarkdown(annex(source, feature), language)],
    ]),
  ),
  'record of processing': (source, language) => documentMarkdown(processingRecord(source), language),
  'record of processing as CSV': processingRecordCsv,
  'data map': dataMap,
  'sub-processors': (source, language) => documentMarkdown(subProcessorList(source), language),
  'changed sub-processors': (source, language) =>
    sources.map((since) => documentMarkdown(subProcessorList(source, since), language)).join('\n'),
};
