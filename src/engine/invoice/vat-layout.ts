import { findLabels, type LabelFound } from '../documents/labels.ts';
import type { Strip } from '../documents/strip.ts';
import { apartFromSides, isSameRow } from './strips.ts';
import { footPart, itemHeads, partyPart } from './vat-parts.ts';

/** The head of a column of items. */
export interface ColumnHead {
  readonly name: string;
  readonly strip: Strip;
}

/** A VAT invoice taken apart. The parties stand side by side above the items, or one above and one below them. */
export interface VatLayout {
  readonly head: readonly Strip[];
  readonly buyer: readonly Strip[];
  readonly seller: readonly Strip[];
  readonly cipher: readonly Strip[];
  /** From the left. */
  readonly columns: readonly ColumnHead[];
  readonly body: readonly Strip[];
  /** The row of the sums of amounts and taxes. */
  readonly sums: readonly Strip[];
  readonly total: readonly Strip[];
  readonly remark: readonly Strip[];
  readonly foot: readonly Strip[];
}

/** Fewer heads in a row are no table of items. */
const LEAST_HEADS = 4;
/** Labels that cost more may be another text misread. */
const MOST_COST = 0.35;
const HEADS = new Set(['name', 'spec', 'unit', 'quantity', 'price', 'amount', 'rate', 'tax', 'plate', 'vehicle', 'from', 'until']); // prettier-ignore

const isCipher = ({ text }: Strip): boolean => {
  const solid = text.replace(/\s/g, '');
  return /^[\d<>*+/=-]{12,}$/.test(solid) && (solid.match(/[<>*+/]/g)?.length ?? 0) > 1;
};

function headRow(labels: readonly LabelFound[]): ColumnHead[] {
  const heads = labels.filter(({ name }) => HEADS.has(name));
  const rows = heads.map((pivot) => {
    const best = new Map<string, LabelFound>();
    for (const label of heads)
      if (isSameRow(label.strip, pivot.strip) && label.cost < (best.get(label.name)?.cost ?? Infinity))
        best.set(label.name, label);
    return [...best.values()];
  });
  const row = rows.toSorted((a, b) => b.length - a.length)[0] ?? [];
  return row.toSorted((a, b) => a.strip.left - b.strip.left).map(({ name, strip }) => ({ name, strip }));
}

const middleOf = (strips: readonly Strip[]): number =>
  strips.reduce((sum, { middle }) => sum + middle, 0) / Math.max(1, strips.length);

/** Strips between two heights of the page. */
const between = (strips: readonly Strip[], top: number, bottom: number): Strip[] =>
  strips.filter(({ middle }) => middle > top && middle < bottom);

interface Parties {
  readonly buyer: readonly Strip[];
  readonly seller: readonly Strip[];
  /** Where the part of the buyer begins. */
  readonly top: number;
  readonly sideBySide: boolean;
}

function partiesOf(above: readonly Strip[], below: readonly Strip[], height: number): Parties | null {
  const labels = findLabels(above, partyPart).labels.filter(
    ({ name, cost }) => (name === 'number' || name === 'name') && cost < MOST_COST,
  );
  const numbers = labels.filter(({ name }) => name === 'number').map(({ strip }) => strip);
  const [first] = numbers;
  if (!first) return null;
  const rows = labels.filter(({ strip }) => Math.abs(strip.middle - first.middle) < 4 * height);
  const top = Math.min(...rows.map(({ strip }) => strip.middle)) - 0.8 * height;
  const other = numbers.find(
    (strip) => isSameRow(strip, first) && Math.abs(strip.left - first.left) > 8 * height,
  );
  const inside = between(above, top, Infinity);
  if (!other) return { buyer: inside, seller: below, top, sideBySide: false };
  const split = Math.max(first.left, other.left) - 0.5 * height;
  return {
    buyer: inside.filter(({ left }) => left < split),
    seller: inside.filter(({ left }) => left >= split),
    top,
    sideBySide: true,
  };
}

/** Takes a VAT invoice apart; null when the page is none: no heads of columns, no whole sum, or no party. Pure. */
export function vatLayout(strips: readonly Strip[]): VatLayout | null {
  const { text, sides } = apartFromSides(strips);
  const { labels } = findLabels(text, itemHeads);
  const columns = headRow(labels);
  if (columns.length < LEAST_HEADS || !columns.some(({ name }) => name === 'amount')) return null;
  const heads = columns.map(({ strip }) => strip);
  const [headsAt, height] = [
    middleOf(heads),
    heads.reduce((sum, strip) => sum + strip.height, 0) / heads.length,
  ];
  const [total] = labels.filter(({ name, strip }) => name === 'total' && strip.middle > headsAt);
  if (!total) return null;
  const totalAt = total.strip.middle;
  const cipher = text.filter((strip) => isCipher(strip) && strip.middle < headsAt - 0.5 * height);
  const rest = text.filter((strip) => !cipher.includes(strip));
  const below = between(rest, totalAt + 0.7 * height, Infinity);
  const parties = partiesOf(between(rest, -Infinity, headsAt - 0.5 * height), below, height);
  if (!parties) return null;
  const items = between(rest, headsAt + 0.5 * height, totalAt - 0.6 * height);
  const sumsAt = sumRow(items, labels, headsAt, totalAt);
  const end = footRow(below);
  const tail = between(below, -Infinity, end - 0.5 * height);
  const remarkFrom = remarkColumn(sides, cipher, totalAt);
  const cipherFrom = Math.min(
    Infinity,
    ...[...cipher, ...sides.filter(({ text: letter }) => /[密码区]/.test(letter))].map(({ left }) => left),
  );
  return {
    head: between(rest, -Infinity, parties.top),
    buyer: parties.sideBySide ? parties.buyer : parties.buyer.filter(({ left }) => left < cipherFrom),
    seller: parties.sideBySide ? parties.seller : tail.filter(({ left }) => left < (remarkFrom ?? Infinity)),
    cipher: cipher.toSorted((a, b) => a.middle - b.middle),
    columns,
    body: between(items, -Infinity, sumsAt - 0.5 * height),
    sums: between(items, sumsAt - 0.5 * height, sumsAt + 0.5 * height),
    total: between(rest, totalAt - 0.7 * height, totalAt + 0.7 * height),
    remark: parties.sideBySide
      ? tail
      : remarkFrom === null
        ? []
        : tail.filter(({ left }) => left > remarkFrom),
    foot: between(below, end - 0.5 * height, end + 0.7 * height),
  };
}

/** Where the row of sums stands: by its label, else by the signs of money that only it has. */
function sumRow(
  items: readonly Strip[],
  labels: readonly LabelFound[],
  headsAt: number,
  totalAt: number,
): number {
  const labelled = labels.filter(
    ({ name, strip }) => name === 'sum' && strip.middle > headsAt && strip.middle < totalAt,
  );
  const signed = items.filter(({ text }) => /[¥￥]/.test(text));
  return Math.max(
    -Infinity,
    ...labelled.map(({ strip }) => strip.middle),
    ...signed.map(({ middle }) => middle),
  );
}

/** Where the last row stands. */
const footRow = (below: readonly Strip[]): number => {
  const labels = findLabels(below, footPart).labels.filter(
    ({ name, cost }) => name !== 'stamp' && cost < MOST_COST,
  );
  return Math.min(Infinity, ...labels.map(({ strip }) => strip.middle));
};

/** Where remarks begin beside the seller; null when nothing tells. */
function remarkColumn(sides: readonly Strip[], cipher: readonly Strip[], totalAt: number): number | null {
  const label = sides.filter(({ text, middle }) => /[备注]/.test(text) && middle > totalAt);
  const right = label.length > 0 ? label : sides.filter(({ text }) => /[密码区]/.test(text));
  if (right.length > 0) return Math.max(...right.map((strip) => strip.right)) - 0.5 * (right[0]?.height ?? 0);
  return cipher.length > 0 ? Math.min(...cipher.map(({ left }) => left)) - (cipher[0]?.height ?? 0) : null;
}
