import { isSameRow, overlap, type Piece, slicePiece } from './piece.ts';

/** A key that was found in a piece of the page. */
export interface Mention {
  readonly piece: Piece;
  readonly from: number;
  readonly to: number;
}

/** A place where a name that was asked for seems to stand. */
export interface AskedMention extends Mention {
  readonly asked: string;
  readonly score: number;
}

export type Position = 'inline' | 'right' | 'below';

/** Where a key's value may stand. */
export interface Candidate {
  readonly position: Position;
  /** In reading order. */
  readonly pieces: readonly Piece[];
}

/** A page and all keys that are known on it: no value goes beyond the next key. */
export interface KeyedPage {
  /** In reading order. */
  readonly pieces: readonly Piece[];
  readonly mentions: readonly Mention[];
  readonly tilt: number;
}

/** Pieces of one value stand no further apart than so many heights. */
const WORD_GAP = 1.5;
/** A value stands below its key by no more than so many heights. */
const BELOW = 2;
/** Lines of one value follow each other by no more than so many heights. */
const LEADING = 0.9;
/** Lines that a value may have. */
const MAX_LINES = 4;

const SEPARATORS = /^[\s:：;=.,。，、|_)-]+/;

/** Everything that may be the value of a key, inline first, then to its right, then below it. */
export function candidatesFor(mention: Mention, page: KeyedPage): Candidate[] {
  const key = slicePiece(mention.piece, mention.from, mention.to, page.tilt);
  const inline = restOfLine(mention, page);
  if (inline)
    return [
      {
        position: 'inline',
        pieces: withContinuation([inline, ...following(inline, page)], page, inline.left),
      },
    ];
  const right = nextInRow(mention.piece, page);
  const below = nearestBelow(key, page);
  const found: Candidate[] = [];
  if (right)
    found.push({
      position: 'right',
      pieces: withContinuation([right, ...following(right, page)], page, right.left),
    });
  if (below)
    found.push({
      position: 'below',
      pieces: withContinuation([below, ...following(below, page)], page, below.left),
    });
  return found;
}

/** What stands in the piece between a key and the next one, or null. */
function restOfLine({ piece, to }: Mention, page: KeyedPage): Piece | null {
  const nextKey = page.mentions.filter((m) => m.piece === piece && m.from >= to).map((m) => m.from);
  const end = Math.min(piece.text.length, ...nextKey);
  const rest = piece.text.slice(to, end);
  const start = to + (SEPARATORS.exec(rest)?.[0].length ?? 0);
  return /[\p{L}\p{N}]/u.test(piece.text.slice(start, end)) ? slicePiece(piece, start, end, page.tilt) : null;
}

const mentionIn = (piece: Piece, page: KeyedPage): Mention | undefined =>
  page.mentions.find((mention) => mention.piece === piece);

/** A piece up to the key in it; null when it begins with one. */
function beforeKey(piece: Piece, page: KeyedPage): Piece | null {
  const from = Math.min(...page.mentions.filter((m) => m.piece === piece).map((m) => m.from));
  if (from === Infinity) return withoutSeparator(piece, page.tilt);
  const head = piece.text.slice(0, from).trim();
  return head.length > 1 ? slicePiece(piece, 0, from, page.tilt) : null;
}

function withoutSeparator(piece: Piece, tilt: number): Piece | null {
  const start = /^[:：\s=]+/.exec(piece.text)?.[0].length ?? 0;
  if (start === 0) return piece;
  return start < piece.text.length ? slicePiece(piece, start, piece.text.length, tilt) : null;
}

/** The nearest piece to the right in the row that is more than a colon. */
function nextInRow(piece: Piece, page: KeyedPage): Piece | null {
  const [nearest] = page.pieces
    .filter((p) => p !== piece && p.left > piece.left && isSameRow(p, piece))
    .filter((p) => p.left >= piece.right - 0.4 * piece.height && /[\p{L}\p{N}]/u.test(p.text))
    .sort((a, b) => a.left - b.left);
  return nearest ? beforeKey(nearest, page) : null;
}

/** Pieces that go on to the right of one, close to it. */
function following(piece: Piece, page: KeyedPage): Piece[] {
  const result: Piece[] = [];
  let last = piece;
  for (;;) {
    const [next] = page.pieces
      .filter((p) => p.left >= last.right - 0.3 * last.height && isSameRow(p, last))
      .sort((a, b) => a.left - b.left);
    if (!next || next.left - last.right > WORD_GAP * Math.min(next.height, last.height)) return result;
    if (mentionIn(next, page)) return result;
    result.push(next);
    last = next;
  }
}

function nearestBelow(key: Piece, page: KeyedPage): Piece | null {
  const [nearest] = page.pieces
    .filter(
      (p) =>
        p.top > (key.top + key.bottom) / 2 && p.top - key.bottom < BELOW * Math.max(key.height, p.height),
    )
    .filter((p) => overlap(p, key) > 0.3 * Math.min(p.right - p.left, key.right - key.left))
    .filter((p) => /[\p{L}\p{N}]/u.test(p.text))
    .sort((a, b) => a.top - b.top || a.left - b.left);
  if (!nearest || mentionIn(nearest, page)) return null;
  return nearest;
}

/** Adds lines below a value that go on with it: close, of its size, from its left edge on, and no key in their row. */
function withContinuation(value: readonly Piece[], page: KeyedPage, left: number): Piece[] {
  const all = [...value];
  let row = value;
  for (let lines = 1; lines < MAX_LINES; lines++) {
    const [first] = row as [Piece];
    const below = page.pieces.find(
      (p) =>
        p.top > (first.top + first.bottom) / 2 &&
        p.top - first.bottom < LEADING * first.height &&
        Math.abs(p.height - first.height) < 0.3 * first.height &&
        Math.abs(p.left - left) < first.height &&
        !all.includes(p),
    );
    if (!below || !goesOn(row.at(-1) as Piece, below, page)) return all;
    row = [below, ...following(below, page)];
    all.push(...row);
  }
  return all;
}

/** Whether a line may belong to the value above it. Numbers, dates and amounts end where their line ends. */
function goesOn(last: Piece, next: Piece, page: KeyedPage): boolean {
  if (page.mentions.some((m) => m.piece === next || isSameRow(m.piece, next))) return false;
  if (/[:：]/.test(next.text)) return false;
  return /\p{L}/u.test(last.text) && /\p{L}/u.test(next.text);
}
