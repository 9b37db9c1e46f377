import { basePolicy } from '../base-policy.ts';
import { modules } from '../catalogue.ts';
import type { KnownSubProcessor } from '../compose.ts';
import { periodSaying, sourceSaying } from '../describe.ts';
import { joined, phrase, say, verbatim, type Saying } from '../i18n/saying.ts';
import type { SubProcessor } from '../overlay.ts';
import { DAY_MS } from '../../lib/clock.ts';
import type { Feature } from '../types.ts';
import { paragraph, section, table, type PolicyDocument, type Section } from './document.ts';
import type { InForce } from './in-force.ts';
import { operatorSection } from './operator.ts';
import { subProcessorName } from './shared-sections.ts';

const FEATURES: readonly Exclude<Feature, 'base'>[] = ['ocr', 'ekyc', 'asr', 'face'];

const featureNames = ({ features }: SubProcessor): Saying =>
  joined((features ?? FEATURES).map((feature) => phrase(modules[feature].title)));

const dayMs = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayText = (instantMs: number): string => new Date(instantMs).toISOString().slice(0, 10);

/**
 * The last day (`YYYY-MM-DD`) on which a customer can object before a sub-processor begins: the day before. `compose`
 * sees to it that the announcement lies as far ahead as the base policy says.
 */
export const lastDayToObject = ({ effective }: SubProcessor): string => dayText(dayMs(effective) - DAY_MS);

const noticeDays = ({ announced, effective }: SubProcessor): number =>
  (dayMs(effective) - dayMs(announced)) / DAY_MS;

const DETAIL_COLUMNS: readonly Saying[] = [
  say`Name`,
  say`Purpose`,
  say`Location`,
  say`Features`,
  say`Announced`,
  say`Last day to object`,
  say`Begins`,
  say`Days of notice`,
];

const detailCells = (named: SubProcessor): readonly Saying[] => [
  verbatim(named.name),
  verbatim(named.purpose),
  verbatim(named.location),
  featureNames(named),
  verbatim(named.announced),
  verbatim(lastDayToObject(named)),
  verbatim(named.effective),
  verbatim(`${noticeDays(named)}`),
];

interface Published {
  readonly feature: Exclude<Feature, 'base'>;
  readonly known: KnownSubProcessor;
}

const publishedOf = ({ policy }: InForce): readonly Published[] =>
  FEATURES.flatMap((feature) =>
    policy
      .subProcessors(feature)
      .filter(({ clause }) => clause.source !== 'overlay')
      .map((known) => ({ feature, known })),
  );

const publishedSection = (source: InForce): Section<Saying> =>
  section(
    say`Named by the published modules`,
    table(
      [say`Name`, say`Purpose`, say`Features`, say`Source`],
      publishedOf(source).map(({ feature, known }) => [
        subProcessorName(known),
        phrase(known.purpose),
        phrase(modules[feature].title),
        sourceSaying(known.clause.source),
      ]),
    ),
  );

const ownSection = ({ overlay }: InForce): Section<Saying> => {
  const rows = (overlay.subProcessors ?? []).map(detailCells);
  return section(
    say`Engaged by this deployment`,
    rows.length > 0 ? table(DETAIL_COLUMNS, rows) : paragraph(say`None.`),
  );
};

/** A change of the list, from one overlay to another. */
export type SubProcessorChange =
  | { readonly kind: 'added'; readonly now: SubProcessor }
  | { readonly kind: 'removed'; readonly before: SubProcessor }
  | { readonly kind: 'changed'; readonly before: SubProcessor; readonly now: SubProcessor };

/** A name may stand twice, for two features with two purposes: its first line is compared with its first, and so on. */
const byName = (named: readonly SubProcessor[]): ReadonlyMap<string, SubProcessor> => {
  const found = new Map<string, SubProcessor>();
  for (const each of named) {
    let place = 1;
    while (found.has(`${place} ${each.name}`)) place++;
    found.set(`${place} ${each.name}`, each);
  }
  return found;
};

const contentOf = ({ name, purpose, location, features, ...days }: SubProcessor): string =>
  JSON.stringify([
    name,
    purpose,
    location,
    [...(features ?? FEATURES)].sort(),
    days.announced,
    days.effective,
  ]);

/** What changed, in the order of the later list; what was removed comes last. */
export const subProcessorChanges = (
  before: readonly SubProcessor[],
  now: readonly SubProcessor[],
): readonly SubProcessorChange[] => {
  const [old, current] = [byName(before), byName(now)];
  const changes: SubProcessorChange[] = [];
  for (const [key, each] of current) {
    const was = old.get(key);
    if (!was) changes.push({ kind: 'added', now: each });
    else if (contentOf(was) !== contentOf(each)) changes.push({ kind: 'changed', before: was, now: each });
  }
  for (const [key, each] of old) if (!current.has(key)) changes.push({ kind: 'removed', before: each });
  return changes;
};

const fieldChanges = (before: SubProcessor, now: SubProcessor): readonly Saying[] => {
  const fields = [
    [say`Purpose`, verbatim(before.purpose), verbatim(now.purpose)],
    [say`Location`, verbatim(before.location), verbatim(now.location)],
    [say`Features`, featureNames(before), featureNames(now)],
    [say`Begins`, verbatim(before.effective), verbatim(now.effective)],
  ] as const;
  const changed = fields.filter(([, was, is]) => JSON.stringify(was) !== JSON.stringify(is));
  return [
    ...changed.map(([field, was, is]) => say`${field}: ${was} → ${is}`),
    // A customer could not object to what it was never told.
    ...(before.announced === now.announced
      ? [say`not announced anew: the day of announcement is the earlier one`]
      : []),
  ];
};

const changeCells = (change: SubProcessorChange): readonly (Saying | readonly Saying[])[] => {
  const none = verbatim('–');
  if (change.kind === 'removed')
    return [say`removed`, verbatim(change.before.name), verbatim(change.before.purpose), none, none, none];
  const { now } = change;
  const what =
    change.kind === 'added'
      ? [verbatim(now.purpose), verbatim(now.location), featureNames(now)]
      : fieldChanges(change.before, now);
  const days = [now.announced, lastDayToObject(now), now.effective].map(verbatim);
  return [change.kind === 'added' ? say`added` : say`changed`, verbatim(now.name), what, ...days];
};

const changeSection = (since: InForce, now: InForce): Section<Saying> => {
  const changes = subProcessorChanges(since.overlay.subProcessors ?? [], now.overlay.subProcessors ?? []);
  const columns = [say`Change`, say`Name`, say`What`, say`Announced`, say`Last day to object`, say`Begins`];
  return section(
    say`Notice of changes`,
    paragraph(say`What changed since the earlier list:`),
    changes.length > 0 ? table(columns, changes.map(changeCells)) : paragraph(say`Nothing.`),
  );
};

const objectionSection = section(
  say`How to object`,
  paragraph(phrase(basePolicy.subProcessor.text)),
  paragraph(
    say`A sub-processor begins at the earliest ${periodSaying(basePolicy.subProcessor.notice)} after the day of its announcement. A customer may object until the end (UTC) of the last day before it begins, at the operator’s contact above.`,
  ),
);

/** The list of sub-processors; with `since`, also the notice of what changed from the earlier overlay. */
export const subProcessorList = (now: InForce, since?: InForce): PolicyDocument => ({
  title: say`Sub-processors`,
  sections: [
    operatorSection(now.overlay.operator),
    ...(since ? [changeSection(since, now)] : []),
    ownSection(now),
    publishedSection(now),
    objectionSection,
  ],
});
