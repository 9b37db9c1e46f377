import { type FieldName, spanText, ZONE_FORMATS } from './formats.ts';
import { transliterations } from './names.ts';
import { likelihood, type ZonePlaces } from './places.ts';
import { printedDates } from './printed-dates.ts';
import type { Zone } from './parse.ts';
import type { VisualField, VisualZone } from './visual-zone.ts';

/** What is compared between the zone and what is printed above it. */
export type Compared = 'documentNumber' | 'birthDate' | 'expiryDate' | 'surname' | 'givenNames' | 'sex';

export type Agreement = 'agrees' | 'differs' | 'unseen';

export type CrossCheck = Readonly<Record<Compared, Agreement>>;

/** A printed letter is taken for a doubtful one of the zone when the recogniser thought of it with this likelihood. */
const THOUGHT_OF = 0.002;
/** So many letters of a name may be put right. */
const MOST_LETTERS = 2;

/**
 * Compares a zone with what is printed above it. A value agrees when it stands anywhere on the page, and differs when another
 * stands under its caption.
 * @param texts all lines of the page outside the zone
 */
export function crossCheck(zone: Zone, visual: VisualZone, texts: readonly string[]): CrossCheck {
  const solid = new Set(texts.flatMap((text) => [compact(text), ...text.split(/\s+/).map(compact)]));
  const days = new Set(texts.flatMap(printedDates));
  const names = new Set(texts.flatMap(transliterations));
  const judge = (agrees: boolean, printed: string | undefined, readable: boolean): Agreement =>
    agrees ? 'agrees' : printed !== undefined && readable ? 'differs' : 'unseen';
  const day = (field: 'birthDate' | 'expiryDate'): Agreement => {
    const printed = visual[field];
    return judge(days.has(zone[field].text), printed, printedDates(printed ?? '').length > 0);
  };
  const name = (field: 'surname' | 'givenNames'): Agreement =>
    judge(zone[field] !== '' && names.has(zone[field]), visual[field], !zone.mayBeCut);
  return {
    documentNumber: judge(
      zone.documentNumber !== '' && solid.has(compact(zone.documentNumber)),
      visual.documentNumber,
      /\d/.test(visual.documentNumber ?? ''),
    ),
    birthDate: day('birthDate'),
    expiryDate: day('expiryDate'),
    surname: name('surname'),
    givenNames: name('givenNames'),
    sex: sexAgreement(zone, visual.sex),
  };
}

const compact = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

function sexAgreement(zone: Zone, printed: string | undefined): Agreement {
  const letter = /^[^A-Z]*([FMX])(?![A-Z])/.exec(printed?.toUpperCase() ?? '')?.[1];
  if (letter === undefined) return 'unseen';
  return letter === zone.sex ? 'agrees' : 'differs';
}

/**
 * The names as printed, when the zone's are doubtful and the printed ones explain what the recogniser saw there: they differ in
 * few letters, each of which it thought of. Undefined otherwise.
 */
export function namesFromPrint(
  zone: Zone & { readonly doubtful: readonly FieldName[] },
  places: ZonePlaces,
  visual: Readonly<Partial<Record<VisualField, string>>>,
): Pick<Zone, 'surname' | 'givenNames'> | undefined {
  if (!zone.doubtful.includes('names') || zone.mayBeCut) return undefined;
  if (visual.surname === undefined || visual.givenNames === undefined) return undefined;
  const span = ZONE_FORMATS[zone.format].fields.names;
  const read = spanText(zone.lines, span);
  for (const surname of transliterations(visual.surname))
    for (const givenNames of transliterations(visual.givenNames)) {
      const field = `${surname}<<${givenNames}`.replaceAll(' ', '<').padEnd(read.length, '<');
      if (field.length !== read.length || !surname) continue;
      const others = [...field].flatMap((letter, i) => (letter === read[i] ? [] : [{ letter, i }]));
      const explained = others.every(
        ({ letter, i }) => span && likelihood(places[span.line]?.[span.from + i], letter) >= THOUGHT_OF,
      );
      if (others.length <= MOST_LETTERS && explained) return { surname, givenNames };
    }
  return undefined;
}
