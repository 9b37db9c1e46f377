import { quadAngle, quadCentre, quadHeight } from '../text/geometry.ts';
import type { ReadLine } from '../text/read-line.ts';
import { asZoneText } from './locate.ts';

/** What stands above the zone, each under its caption, as printed. */
export type VisualField =
  | 'type'
  | 'issuingState'
  | 'documentNumber'
  | 'surname'
  | 'givenNames'
  | 'name'
  | 'nationality'
  | 'birthDate'
  | 'birthPlace'
  | 'sex'
  | 'issueDate'
  | 'issuePlace'
  | 'expiryDate'
  | 'authority';

export type VisualZone = Readonly<Partial<Record<VisualField, string>>>;

/**
 * Captions in English, as ICAO Doc 9303 part 4 wants them beside the state's own language, and in Chinese. Compared with letters
 * alone, small, marks left out: readers lose spaces. The first that matches counts.
 */
const CAPTIONS: readonly (readonly [VisualField, RegExp])[] = [
  ['issuePlace', /placeofissue|签发地点/],
  ['issueDate', /dateofissu|issuedate|签发日期/],
  ['expiryDate', /dateofexpir|expirydate|expirationdate|validuntil|有效期/],
  ['birthDate', /dateofbirth|birthdate|出生日期/],
  ['birthPlace', /placeofbirth|birthplace|出生地/],
  ['documentNumber', /(passport|document|card|visa)(no|number|nr)(?![a-z]*authority)|护照号/],
  ['issuingState', /countrycode|codeofissu|issuing(state|country)|codeofstate|国家码/],
  ['givenNames', /givenname|firstname|forename|^prenom/],
  ['surname', /surname|familyname|lastname/],
  ['nationality', /nationality|国籍/],
  ['authority', /authority|签发机关/],
  ['sex', /^(性别)?(sex|gender)(?!t)|^性别/],
  ['type', /^(类型)?type|^类型/],
  ['name', /^(姓名)?(full)?name|^姓名/],
];
/** A caption holds no more characters than this. */
const LONGEST_CAPTION = 60;
/** A value stands under its caption, its middle no further down than so many heights of the caption, ... */
const FARTHEST_BELOW = 3.2;
/** ... and begins no further to the side, in the same heights. */
const FARTHEST_ASIDE = 2;

interface Placed {
  readonly line: ReadLine;
  readonly left: number;
  readonly right: number;
  readonly middle: number;
  readonly height: number;
}

/** Reads captions and what stands under them, or to their right where nothing stands under them. */
export function readVisualZone(lines: readonly ReadLine[], tilt: number): VisualZone {
  const placed = lines
    .filter(({ text }) => !asZoneText(text).includes('<<'))
    .map((line) => place(line, tilt));
  const captions = placed.flatMap((at) => {
    const field = captionOf(at.line.text);
    return field ? [{ field, at }] : [];
  });
  const isCaption = new Set(captions.map(({ at }) => at));
  const values = placed.filter((at) => !isCaption.has(at));
  const taken = new Set<Placed>();
  const zone: Partial<Record<VisualField, string>> = {};
  for (const { field, at } of captions) {
    if (zone[field] !== undefined) continue;
    const value =
      under(
        at,
        values.filter((v) => !taken.has(v)),
      ) ??
      beside(
        at,
        values.filter((v) => !taken.has(v)),
      );
    if (!value) continue;
    taken.add(value);
    zone[field] = value.line.text;
  }
  return zone;
}

function captionOf(text: string): VisualField | undefined {
  if (text.length > LONGEST_CAPTION) return undefined;
  const letters = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
  return CAPTIONS.find(([, pattern]) => pattern.test(letters))?.[0];
}

/** A line's place along and across the page's own direction. */
function place(line: ReadLine, tilt: number): Placed {
  const radians = (tilt * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const along = line.quad.map((p) => p.x * cos + p.y * sin);
  const centre = quadCentre(line.quad);
  return {
    line,
    left: Math.min(...along),
    right: Math.max(...along),
    middle: centre.y * cos - centre.x * sin,
    height: Math.abs(Math.cos(((quadAngle(line.quad) - tilt) * Math.PI) / 180)) * quadHeight(line.quad),
  };
}

function under(caption: Placed, values: readonly Placed[]): Placed | undefined {
  return nearest(
    values.filter((value) => {
      const down = value.middle - caption.middle;
      return (
        down > 0.5 * caption.height &&
        down < FARTHEST_BELOW * caption.height &&
        Math.abs(value.left - caption.left) < FARTHEST_ASIDE * caption.height
      );
    }),
    (value) => value.middle - caption.middle,
  );
}

function beside(caption: Placed, values: readonly Placed[]): Placed | undefined {
  return nearest(
    values.filter(
      (value) =>
        Math.abs(value.middle - caption.middle) < 0.6 * caption.height &&
        value.left > caption.right - caption.height &&
        value.left < caption.right + 6 * caption.height,
    ),
    (value) => value.left - caption.right,
  );
}

const nearest = (values: readonly Placed[], distance: (value: Placed) => number): Placed | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => (distance(b) < distance(a) ? b : a));
