import { mkdirSync, writeFileSync } from 'node:fs';
import { annex } from '../src/policy/documents/annex.ts';
import { dataMap } from '../src/policy/documents/data-map.ts';
import { inForce, type InForce } from '../src/policy/documents/in-force.ts';
import { documentMarkdown } from '../src/policy/documents/markdown.ts';
import { processingRecord } from '../src/policy/documents/processing-record.ts';
import { subProcessorList } from '../src/policy/documents/sub-processors.ts';
import { languages, type Language } from '../src/policy/i18n/saying.ts';
import { notice, type NoticeFeature } from '../src/policy/notice.ts';

/** Writes docs/policy/* from the published policy. */
export const POLICY_FOLDER = new URL('../docs/policy/', import.meta.url);

const FEATURES: readonly NoticeFeature[] = ['ocr', 'ekyc', 'asr', 'face'];

const ofLanguage = (source: InForce, language: Language): readonly (readonly [string, string])[] => [
  ...FEATURES.flatMap((feature): [string, string][] => [
    [
      `notice-${feature}.${language}.md`,
      documentMarkdown(notice(source.policy, feature, { operator: source.overlay.operator }), language),
    ],
    [`annex-${feature}.${language}.md`, documentMarkdown(annex(source, feature), language)],
  ]),
  [`ropa.${language}.md`, documentMarkdown(processingRecord(source), language)],
  [`data-map.${language}.svg`, dataMap(source, language)],
  [`sub-processors.${language}.md`, documentMarkdown(subProcessorList(source), language)],
];

/** Every document in every language, by the name of its file. */
export const policyDocuments = (source: InForce = inForce()): ReadonlyMap<string, string> =>
  new Map(languages.flatMap((language) => ofLanguage(source, language)));

if (import.meta.main) {
  mkdirSync(POLICY_FOLDER, { recursive: true });
  for (const [name, text] of policyDocuments()) writeFileSync(new URL(name, POLICY_FOLDER), text);
}
