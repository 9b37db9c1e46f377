import { type Piece, slicePiece } from '../structure/piece.ts';
import type { CardFieldKind } from './types.ts';
import { LABELS, ONLY_LABEL } from './wording.ts';

/** A value of a card, and where it stands. */
export interface CardPiece {
  readonly kind: CardFieldKind;
  readonly piece: Piece;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: CardFieldKind | 'number' | 'handle';
}

/** Of each: group 1 is the value, or the whole. */
const SPANS: readonly (readonly [Span['kind'], RegExp])[] = [
  ['email', /[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+/g],
  [
    'web',
    /(?<![@\w.])(?:https?:\/\/\S+|www\.[\w-]+(?:\.[\w-]+)+(?:\/\S*)?|(?:[a-z\d-]+\.)+(?:com|cn|net|org|io|co|edu|gov)(?:\.[a-z]{2})?(?:\/\S*)?(?![\w@]))/gi,
  ],
  ['number', /(?<![\w@.])\+?[(（]?\d(?:[\d\s()（）.–-]*\d)(?:\s?(?:转|ext\.?|x)\s?\d{1,5})?(?![\w@])/gi],
];

/** What a social account's own name looks like; only behind its label. */
const HANDLE = /^[\s:：]*([\w.@-]{4,})/;

/** A number without a label is a mobile one when it has their form in China. */
const MOBILE = /^(?:\+?\(?0{0,2}86\)?)?1[3-9]\d{9}$/;
const LEAST_DIGITS = 7;

function spansIn(text: string): Span[] {
  const spans: Span[] = [];
  for (const [kind, pattern] of SPANS)
    for (const match of text.matchAll(pattern)) {
      const span = { kind, from: match.index, to: match.index + match[0].length };
      if (!spans.some((other) => span.from < other.to && other.from < span.to)) spans.push(span);
    }
  return spans.sort((a, b) => a.from - b.from);
}

const labelIn = (text: string): CardFieldKind | null =>
  LABELS.map(([kind, pattern]) => ({ kind, at: lastIndex(text, pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at)[0]?.kind ?? null;

const lastIndex = (text: string, pattern: RegExp): number =>
  [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))].at(-1)?.index ?? -1;

/** What a number is, by its label or its form; null when it is none of a card's. */
function numberKind(text: string, label: CardFieldKind | null): CardFieldKind | null {
  const digits = text.replace(/\D/g, '');
  if (label === 'postcode') return digits.length === 6 || digits.length === 5 ? 'postcode' : null;
  if (label === 'qq' || label === 'account' || label === 'wechat') return digits.length >= 5 ? label : null;
  if (digits.length < LEAST_DIGITS) return null;
  if (label === 'fax' || label === 'mobile') return label;
  const solid = text.replace(/[\s.–-]/g, '').replace(/[（(]\+?86[)）]/, '86');
  return MOBILE.test(solid) ? 'mobile' : 'phone';
}

/** What a row of a card gives: values that are told by their form or label, and what else stands there. */
export interface RowContacts {
  readonly found: readonly CardPiece[];
  readonly rest: readonly Piece[];
  /** A value of this kind stands in the next piece: a label was all that was there. */
  readonly awaits: CardFieldKind | null;
}

/** Takes numbers, mail and web addresses out of a piece. `awaited`: a label that stands left of it. */
export function contactsIn(piece: Piece, awaited: CardFieldKind | null, tilt: number): RowContacts {
  const { text } = piece;
  const found: CardPiece[] = [];
  let rest = '';
  let at = 0;
  let label = awaited;
  for (const span of spansIn(text)) {
    const before = text.slice(at, span.from);
    label = labelIn(before) ?? label;
    const value = text.slice(span.from, span.to);
    const kind = span.kind === 'number' ? numberKind(value, label) : (span.kind as CardFieldKind);
    if (kind === null || (span.kind === 'number' && label === 'address')) continue;
    found.push({ kind, piece: slicePiece(piece, span.from, span.to, tilt) });
    rest += before;
    at = span.to;
  }
  const tail = text.slice(at);
  const social = found.length === 0 ? handleOf(piece, label ?? labelIn(tail), tilt) : null;
  if (social) return { found: [social], rest: [], awaits: null };
  const isLabel = ONLY_LABEL.test(withoutLabels(rest + tail));
  if (found.length > 0)
    return { found, rest: isLabel ? [] : restOf(piece, found, tilt), awaits: labelIn(tail) };
  const awaits = labelIn(tail);
  return isLabel && awaits !== null ? { found, rest: [], awaits } : { found, rest: [piece], awaits: null };
}

const SOCIAL: ReadonlySet<CardFieldKind> = new Set(['wechat', 'weibo', 'msn', 'qq']);

function handleOf(piece: Piece, label: CardFieldKind | null, tilt: number): CardPiece | null {
  if (label === null || !SOCIAL.has(label)) return null;
  const pattern = LABELS.find(([kind]) => kind === label)?.[1];
  const match = pattern?.exec(piece.text);
  const from = match ? match.index + match[0].length : 0;
  const handle = HANDLE.exec(piece.text.slice(from));
  if (!handle?.[1]) return null;
  const start = from + handle[0].length - handle[1].length;
  return { kind: label, piece: slicePiece(piece, start, start + handle[1].length, tilt) };
}

const withoutLabels = (text: string): string =>
  LABELS.reduce(
    (left, [, pattern]) => left.replace(new RegExp(pattern.source, `${pattern.flags}g`), ''),
    text,
  );

/** The longest stretch of a piece that no value takes, if it says anything. */
function restOf(piece: Piece, found: readonly CardPiece[], tilt: number): Piece[] {
  const [first] = found;
  const from = first ? piece.text.indexOf(first.piece.text) : -1;
  const head = from > 0 ? piece.text.slice(0, from) : '';
  return /[\p{L}]{3}/u.test(withoutLabels(head)) ? [slicePiece(piece, 0, from, tilt)] : [];
}
