import { isSameRow, joinPieces, type Piece, slicePiece, toPieces } from '../structure/piece.ts';
import { toRows } from '../structure/receipt.ts';
import type { ReadLine } from '../text/read-line.ts';
import type { TextReader } from '../text/reader.ts';
import { type CardPiece, contactsIn } from './contacts.ts';
import type { BusinessCardResult, CardField, CardFieldKind } from './types.ts';
import { chineseKind, departmentAndTitle, englishKind, LABELS } from './wording.ts';

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
const CONTACTS: ReadonlySet<CardFieldKind> = new Set(['mobile', 'phone', 'email']);
const LEAST_TOLD = 3;
/** Lines that say nothing of a card's, for each that does. */
const MOST_NOTES = 1;
/** A name is set in letters at least so large, of the largest name. */
const NAMES_ALIKE = 0.97;
/** Lines of one address follow each other by no more than so many heights. */
const LEADING = 1.4;

/** Reads a business card. @throws EngineError */
export async function readBusinessCard(reader: TextReader, image: Uint8Array): Promise<BusinessCardResult> {
  const page = await reader.open(image, { mode: 'accurate' });
  const start = performance.now();
  const fields = cardFields(page.lines, page.tilt);
  return {
    width: page.fullWidth,
    height: page.fullHeight,
    angle: page.angle,
    hasText: page.lines.length > 0,
    fields: fields.map((field) => ({ ...field, quad: page.toInput(field.quad) })),
    steps: [...page.steps, { name: 'fields', ms: Math.round(performance.now() - start) }],
  };
}

/**
 * Finds what the lines of a business card say: numbers and addresses by their form and labels, the rest by its words; of
 * several that may be the name the largest. Empty when it is no business card: no way to reach anybody, or nobody to reach. Pure.
 * @param tilt direction of the lines, degrees clockwise
 */
export function cardFields(lines: readonly ReadLine[], tilt: number): CardField[] {
  const pieces: CardPiece[] = [];
  for (const row of toRows(toPieces(lines, tilt))) {
    let awaited: CardFieldKind | null = null;
    for (const piece of row) {
      const { found, rest, awaits } = contactsIn(piece, awaited, tilt);
      pieces.push(...found, ...rest.flatMap((each) => worded(each, awaited, tilt)));
      awaited = awaits;
    }
  }
  const fields = joinAddresses(oneName(pieces)).map(toField);
  return isCard(fields) ? fields : [];
}

/** A way to reach somebody, somebody to reach, and not much else: letters and receipts have that too, and more. */
function isCard(fields: readonly CardField[]): boolean {
  const told = fields.filter(({ kind }) => kind !== 'note').length;
  const isReached = fields.some(({ kind }) => CONTACTS.has(kind));
  const isSomebody = fields.some(({ kind }) => /name|company|title/.test(kind));
  return isReached && isSomebody && told >= LEAST_TOLD && fields.length - told <= MOST_NOTES * told;
}

/** What a piece of words says: whole, else word by word. */
function worded(piece: Piece, awaited: CardFieldKind | null, tilt: number): CardPiece[] {
  const { piece: bare, isAddress } = withoutAddressLabel(piece, tilt);
  if (isAddress || awaited === 'address')
    return [{ kind: isHan(bare.text) ? 'address' : 'english-address', piece: bare }];
  const kind = kindOf(bare.text);
  if (kind !== null && kind !== 'department' && kind !== 'title') return [{ kind, piece: bare }];
  const both = departmentAndTitle(bare.text);
  if (both) {
    const at = bare.text.indexOf(both[1], both[0].length);
    return [
      { kind: 'department', piece: slicePiece(bare, 0, both[0].length, tilt) },
      { kind: 'title', piece: slicePiece(bare, at, bare.text.length, tilt) },
    ];
  }
  const parts = partsOf(bare, tilt);
  const told = parts.map((part) => ({ piece: part, kind: kindOf(part.text) }));
  if (parts.length > 1 && told.every((part) => part.kind !== null))
    return told.map((part) => ({ piece: part.piece, kind: part.kind ?? 'note' }));
  return [{ kind: kind ?? 'note', piece: bare }];
}

const kindOf = (text: string): CardFieldKind | null => (isHan(text) ? chineseKind(text) : englishKind(text));

function withoutAddressLabel(piece: Piece, tilt: number): { piece: Piece; isAddress: boolean } {
  const pattern = LABELS.find(([kind]) => kind === 'address')?.[1];
  const match = pattern?.exec(piece.text);
  const isLabel =
    match && /^[^\p{L}\d]{0,3}$|^(?:公司|办公|联系)$/u.test(piece.text.slice(0, match.index).trim());
  const after = match ? match.index + match[0].length : 0;
  const signs = /^[\s:：./|]*/.exec(piece.text.slice(after))?.[0] ?? '';
  if (!isLabel || (!/[:：.]/.test(signs) && !isHan(match[0]))) return { piece, isAddress: false };
  const from = after + signs.length;
  return from < piece.text.length
    ? { piece: slicePiece(piece, from, piece.text.length, tilt), isAddress: true }
    : { piece, isAddress: false };
}

/** A piece at its spaces and strokes; Latin words stay together. */
function partsOf(piece: Piece, tilt: number): Piece[] {
  const parts: Piece[] = [];
  const pattern = /(?:[^\s/|｜·]*\p{Script=Han}[^\s/|｜·]*)|(?:[^/|｜·\p{Script=Han}]+)/gu;
  for (const match of piece.text.matchAll(pattern))
    if (match[0].trim()) parts.push(slicePiece(piece, match.index, match.index + match[0].length, tilt));
  return parts;
}

/** Of names in Chinese only the largest is one, and of names in English the largest or the one next to it; others are notes. */
function oneName(pieces: readonly CardPiece[]): CardPiece[] {
  const largest = (kind: CardFieldKind): number =>
    Math.max(0, ...pieces.filter((each) => each.kind === kind).map(({ piece }) => piece.height));
  const [chinese, english] = [largest('name'), largest('english-name')];
  const taken = new Set<CardFieldKind>();
  return pieces.map((each) => {
    if (each.kind !== 'name' && each.kind !== 'english-name') return each;
    const limit = NAMES_ALIKE * (each.kind === 'name' ? chinese : english);
    if (each.piece.height < limit || taken.has(each.kind)) return { ...each, kind: 'note' };
    taken.add(each.kind);
    return each;
  });
}

/** An address goes on in the line below it, unless that says something else. */
function joinAddresses(pieces: readonly CardPiece[]): { kind: CardFieldKind; pieces: readonly Piece[] }[] {
  const joined: { kind: CardFieldKind; pieces: Piece[] }[] = [];
  for (const { kind, piece } of pieces) {
    const before = joined.at(-1);
    const last = before?.pieces.at(-1);
    const isAddress = before?.kind === 'address' || before?.kind === 'english-address';
    const goesOn =
      before && last && isAddress && (kind === 'note' || kind === before.kind) && !isSameRow(last, piece) &&
      piece.top - last.bottom < LEADING * last.height && Math.abs(piece.height - last.height) < 0.4 * last.height; // prettier-ignore
    if (goesOn) before.pieces.push(piece);
    else joined.push({ kind, pieces: [piece] });
  }
  return joined;
}

function toField({ kind, pieces }: { kind: CardFieldKind; pieces: readonly Piece[] }): CardField {
  const { text, quad, confidence } = joinPieces(pieces);
  return { kind, quad, confidence, text: formOf(kind, text) };
}

/** Chinese names and addresses have no spaces, and mail addresses none at all. */
function formOf(kind: CardFieldKind, text: string): string {
  if (kind === 'email' || kind === 'web' || kind === 'name') return text.replace(/\s/g, '');
  return text
    .replace(/(?<=\p{Script=Han})\s+(?=[\p{Script=Han}\d])|(?<=\d)\s+(?=\p{Script=Han})/gu, '')
    .trim();
}
