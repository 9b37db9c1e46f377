import type { Strip } from '../documents/strip.ts';
import { median } from '../text/geometry.ts';
import { isTitle } from './kinds.ts';

/** Titles are no longer than this, and have neither numbers nor colons. */
const LONGEST_TITLE = 24;
/** Invoices lie apart by so many heights of usual text. */
const APART = 1.2;
/** A title stands below the top of its invoice by no more than so many heights. */
const TITLE_AT = 3;

/** What stands at the top of a ticket that has no title. */
const TICKET = /^检票/;

interface Cut {
  readonly gap: number;
  /** What lies before the cut, and behind it. */
  readonly parts: readonly [readonly Strip[], readonly Strip[]];
}

type IsMark = (strip: Strip) => boolean;

/**
 * Divides the text of a picture on which several invoices lie: by level cuts right above their titles, else by the widest
 * upright gap between two of them, and so on (after the recursive X-Y cut of Nagy and Seth, 1984). One region when there is
 * one title at most.
 */
export function regionsOf(strips: readonly Strip[]): (readonly Strip[])[] {
  const usual = median(strips.map(({ height }) => height));
  const isMark: IsMark = ({ text, height }) =>
    TICKET.test(text) ||
    (isTitle(text) && height > 0.9 * usual && text.length <= LONGEST_TITLE && !/[\d:：]/.test(text));
  return divide(strips, isMark, usual);
}

function divide(strips: readonly Strip[], isMark: IsMark, usual: number): (readonly Strip[])[] {
  if (strips.filter(isMark).length < 2) return [strips];
  const separates = ({ gap, parts }: Cut): boolean =>
    gap > APART * usual && parts.every((part) => part.some(isMark));
  const level = cutsAlong(strips, ({ middle, height }) => [middle - height / 2, middle + height / 2])
    .filter(separates)
    .find(({ parts: [, below] }) => depthOfTitle(below, isMark) < TITLE_AT * usual);
  const [upright] = cutsAlong(strips, ({ left, right }) => [left, right])
    .filter(separates)
    .sort((a, b) => b.gap - a.gap);
  const cut = level ?? upright;
  return cut ? cut.parts.flatMap((part) => divide(part, isMark, usual)) : [strips];
}

/** How far below the top of a region its first title stands. */
function depthOfTitle(strips: readonly Strip[], isMark: IsMark): number {
  const topOf = (some: readonly Strip[]): number =>
    Math.min(...some.map(({ middle, height }) => middle - height / 2));
  return topOf(strips.filter(isMark)) - topOf(strips);
}

/** Every gap in the shadow that strips throw on an axis. */
function cutsAlong(strips: readonly Strip[], span: (strip: Strip) => readonly [number, number]): Cut[] {
  const sorted = strips.toSorted((a, b) => span(a)[0] - span(b)[0]);
  const cuts: Cut[] = [];
  let end = -Infinity;
  sorted.forEach((strip, i) => {
    const [from, to] = span(strip);
    if (i > 0 && from > end) cuts.push({ gap: from - end, parts: [sorted.slice(0, i), sorted.slice(i)] });
    end = Math.max(end, to);
  });
  return cuts;
}
