import { modules } from '../catalogue.ts';
import type { Policy } from '../compose.ts';
import { otherDemands, periodSaying, retentionDemands } from '../describe.ts';
import {
  joined,
  languageTags,
  phrase,
  say,
  verbatim,
  worded,
  type Language,
  type Saying,
} from '../i18n/saying.ts';
import { addenda } from '../jurisdictions.ts';
import type { Rule } from '../rule.ts';
import type { Feature, Medium, Period, Role } from '../types.ts';
import type { InForce } from './in-force.ts';
import { regionSayings } from './shared-sections.ts';
import { arrow, box, escaped, heightOf, label, LINE_HEIGHT, wrapped, type TextLine } from './svg.ts';
import { MAP_STYLE } from './svg-style.ts';

/** The columns: where each begins and how wide it is. */
const COLUMNS = {
  feature: { x: 24, width: 176 },
  category: { x: 262, width: 276 },
  store: { x: 600, width: 196 },
  deadline: { x: 858, width: 384 },
} as const;
type Column = keyof typeof COLUMNS;

const WIDTH = 1266;
const MARGIN = 24;
/** Without the lines that say where processing happens. */
const HEAD_HEIGHT = 110;
const ROW_GAP = 10;
const FEATURE_GAP = 26;

const FEATURES: readonly Feature[] = ['ocr', 'ekyc', 'asr', 'face', 'base'];

const HEADINGS: Record<Column, Saying> = {
  feature: say`Feature`,
  category: say`Category`,
  store: say`Store`,
  deadline: say`Deadline`,
};

/** In the order in which a feature's rows stand: those of one store beside each other. */
const STORES: Record<Medium, Saying> = {
  relational: say`relational database`,
  logs: say`log index`,
  objects: say`object store`,
  ring: say`ring on local disk`,
  none: say`not stored`,
};
const MEDIA = Object.keys(STORES) as Medium[];

type Line = readonly [said: Saying, style: TextLine['style']];

/** One row of the picture. */
interface Row {
  readonly rule: Rule;
  readonly category: readonly TextLine[];
  readonly deadline: readonly TextLine[];
  readonly y: number;
  readonly height: number;
}

const linesIn =
  (language: Language) =>
  (column: Column, lines: readonly Line[]): readonly TextLine[] =>
    lines.flatMap(([said, style]) =>
      wrapped({ text: worded(said, language), style }, COLUMNS[column].width - 20),
    );

/** The floors of all jurisdictions, those of equal length together. */
const floorLines = (policy: Policy, { category: id }: Rule): readonly Line[] => {
  const codes = new Map<Period, string[]>();
  for (const code of Object.keys(addenda))
    for (const { period } of policy.rule(id, { jurisdiction: code }).floors)
      codes.set(period, [...(codes.get(period) ?? []), code]);
  return [...codes].map(([period, own]) => [
    say`at least ${periodSaying(period)} by the law of ${joined(own.map(verbatim))}`,
    'quiet',
  ]);
};

/** Of several bounds all hold, and an overlay adds only shorter ones: the last is the one that counts. */
const strictest = (rule: Rule): Rule => ({
  ...rule,
  bounds: rule.bounds.slice(-1),
  afterAccountClosed: rule.afterAccountClosed.slice(-1),
});

const deadlineLines = (policy: Policy, rule: Rule): readonly Line[] => [
  ...retentionDemands(strictest(rule)).map(({ said }, index): Line => [
    said,
    index === 0 ? 'strong' : 'plain',
  ]),
  ...floorLines(policy, rule),
];

const categoryLines = (rule: Rule): readonly Line[] => [
  [phrase(rule.name), 'strong'],
  [verbatim(rule.category), 'quiet'],
  ...otherDemands(rule).map(({ said }): Line => [said, 'quiet']),
];

const storeOf = ({ medium }: Rule): string => medium;

const storeRank = (rule: Rule): number => MEDIA.indexOf(rule.medium);

/** A sealed back-up holds every store, whatever the module says of its own: without the keys, which expire and are erased. */
const storeLines = ({ medium }: Rule): readonly Line[] => [
  [STORES[medium], 'strong'],
  ...(medium !== 'none' ? [[say`and its back-ups`, 'quiet'] as const] : []),
];

/** Neighbouring rows with the same store, which share its box. */
const byStore = (rows: readonly Row[]): readonly (readonly [Row, ...Row[]])[] => {
  const groups: [Row, ...Row[]][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && storeOf(last[0].rule) === storeOf(row.rule)) last.push(row);
    else groups.push([row]);
  }
  return groups;
};

const centre = ({ y, height }: Row): number => y + height / 2;

const spanOf = (rows: readonly Row[]): { y: number; height: number } => {
  const y = Math.min(...rows.map((row) => row.y));
  return { y, height: Math.max(...rows.map((row) => row.y + row.height)) - y };
};

const right = (column: Column): number => COLUMNS[column].x + COLUMNS[column].width;

type Lines = ReturnType<typeof linesIn>;

const drawRow = ({ rule, category: own, deadline, y, height }: Row): string => {
  const row = { y, height };
  const middle = y + height / 2;
  return [
    box({ ...COLUMNS.category, ...row }, rule.role, own),
    arrow([right('category'), middle], [COLUMNS.store.x, middle]),
    arrow([right('store'), middle], [COLUMNS.deadline.x, middle]),
    box({ ...COLUMNS.deadline, ...row }, 'deadline', deadline),
  ].join('\n');
};

const drawFeature = (feature: Feature, rows: readonly Row[], lines: Lines): string => {
  const span = spanOf(rows);
  const name = lines('feature', [[phrase(modules[feature].title), 'strong']]);
  const height = heightOf(name) + 16;
  const y = span.y + (span.height - height) / 2;
  const start = [right('feature'), y + height / 2] as const;
  return [
    ...rows.map((row) => arrow(start, [COLUMNS.category.x, centre(row)])),
    box({ ...COLUMNS.feature, y, height }, 'feature', name),
    ...rows.map(drawRow),
    ...byStore(rows).map((group) =>
      box({ ...COLUMNS.store, ...spanOf(group) }, 'store', lines('store', storeLines(group[0].rule))),
    ),
  ].join('\n');
};

const rowsOf = (policy: Policy, feature: Feature, top: number, lines: Lines): readonly Row[] => {
  const sorted = [...policy.rules({}, feature)].sort((a, b) => storeRank(a) - storeRank(b));
  let y = top;
  return sorted.map((rule) => {
    const own = lines('category', categoryLines(rule));
    const deadline = lines('deadline', deadlineLines(policy, rule));
    const height = Math.max(heightOf(own), heightOf(deadline), heightOf(lines('store', storeLines(rule))));
    const row: Row = { rule, category: own, deadline, y, height };
    y += height + ROW_GAP;
    return row;
  });
};

/** Where processing happens: a deployment may name many regions. */
const placeLines = (policy: Policy, language: Language): readonly TextLine[] => {
  const text = worded(joined(regionSayings(policy), 'sentence'), language);
  return wrapped({ text, style: 'quiet' }, WIDTH - 2 * MARGIN);
};

const drawHead = (place: readonly TextLine[], language: Language, title: string): string => {
  const bottom = 50 + place.length * LINE_HEIGHT;
  const at = (said: Saying, style: TextLine['style'], x: number, y: number): string =>
    label({ text: worded(said, language), style }, x, y);
  const key = (role: Role, said: Saying, x: number): string =>
    `<rect class="${role}" x="${x}" y="${bottom + 6}" width="14" height="14" rx="3"/>${at(said, 'quiet', x + 20, bottom + 17)}`;
  const columns = (Object.keys(COLUMNS) as Column[]).map((column) =>
    at(HEADINGS[column], 'strong', COLUMNS[column].x, bottom + 46),
  );
  return [
    `<text class="title" x="${MARGIN}" y="38">${escaped(title)}</text>`,
    ...place.map((line, index) => label(line, MARGIN, 62 + index * LINE_HEIGHT)),
    key('controller', say`operator is controller`, COLUMNS.feature.x),
    key('processor', say`operator is processor, for the caller`, COLUMNS.category.x),
    ...columns,
  ].join('\n');
};

/** The data map as SVG: feature → category → store → deadline, from the rules in force. */
export const dataMap = ({ policy }: InForce, language: Language = 'en'): string => {
  const lines = linesIn(language);
  const title = worded(say`Data map: what is kept, where, and until when`, language);
  const drawn: string[] = [];
  const place = placeLines(policy, language);
  let y = HEAD_HEIGHT + place.length * LINE_HEIGHT;
  for (const feature of FEATURES) {
    const rows = rowsOf(policy, feature, y, lines);
    drawn.push(drawFeature(feature, rows, lines));
    y += spanOf(rows).height + FEATURE_GAP;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" xml:lang="${languageTags[language]}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${MAP_STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${y}"/>`,
    drawHead(place, language, title),
    ...drawn,
    '</svg>\n',
  ].join('\n');
};
