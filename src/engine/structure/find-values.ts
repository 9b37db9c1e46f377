import type { ReadLine } from '../text/read-line.ts';
import { type AskedMention, type Candidate, candidatesFor, type KeyedPage, type Mention } from './locate.ts';
import { matchKey } from './match-key.ts';
import { findLabels, isSmallPrintAbove } from './labels.ts';
import { isSameRow, joinPieces, type Piece, toPieces } from './piece.ts';
import { findRows } from './rows.ts';
import type { AskedPair, FoundValues } from './types.ts';
import { fits, kindOf } from './value-kind.ts';

/** Weaker matches are not keys. */
const MIN_SCORE = 0.45;
/** Matches as good as this bound the values of other keys. */
const SURE_SCORE = 0.8;

const PREFERENCE: Readonly<Record<Candidate['position'], number>> = { inline: 0.25, right: 0.15, below: 0 };

/**
 * Finds the values of keys among the lines of a page: on the key's line, to its right, or below it.
 * @param tilt direction of the lines, degrees clockwise
 */
export function findValues(lines: readonly ReadLine[], keys: readonly string[], tilt = 0): FoundValues {
  const pieces = toPieces(lines, tilt);
  const mentions = keys.flatMap((asked) => mentionsOf(asked, pieces));
  const sure = withoutInner(mentions.filter(({ score }) => score >= SURE_SCORE));
  const labels = [...sure, ...findLabels(pieces, sure)];
  const page: KeyedPage = { pieces, tilt, mentions: [...labels, ...smallPrint(pieces, labels)] };
  const { rows, keys: heads } = findRows(sure, page);
  const values = [...new Set(keys)].flatMap((asked): AskedPair[] => {
    if (heads.has(asked)) return [];
    const found = bestValue(
      mentions.filter((mention) => mention.asked === asked),
      page,
    );
    return found ? [found] : [];
  });
  return { values, rows };
}

function mentionsOf(asked: string, pieces: readonly Piece[]): AskedMention[] {
  const spellings = spellingsOf(asked);
  return pieces.flatMap((piece) => {
    const [match] = spellings
      .flatMap((key) => matchKey(piece.text, key) ?? [])
      .sort((a, b) => b.score - a.score);
    return match && match.score >= MIN_SCORE ? [{ ...match, piece, asked }] : [];
  });
}

/** A key, also with the other way to write a number. */
const spellingsOf = (key: string): string[] => [
  ...new Set([key, key.replace(/\bno\b\.?/i, 'Number'), key.replace(/\bnumber\b/i, 'No')]),
];

/** Labels without a colon: nothing of them is part of the value above. */
const smallPrint = (pieces: readonly Piece[], known: readonly Mention[]): Mention[] =>
  pieces
    .filter((piece) => !known.some((m) => m.piece === piece) && isSmallPrintAbove(piece, pieces))
    .map((piece) => ({ piece, from: 0, to: piece.text.length }));

/** Leaves out keys that stand inside a longer one: Date in Invoice Date when both are asked for. */
const withoutInner = (mentions: readonly AskedMention[]): AskedMention[] =>
  mentions.filter(
    (inner) =>
      !mentions.some(
        (outer) =>
          outer.piece === inner.piece &&
          outer.from <= inner.from &&
          outer.to >= inner.to &&
          outer.to - outer.from > inner.to - inner.from,
      ),
  );

function bestValue(mentions: readonly AskedMention[], page: KeyedPage): AskedPair | null {
  let best: { score: number; mention: AskedMention; candidate: Candidate } | null = null;
  for (const mention of mentions) {
    const isInner = page.mentions.some(
      (outer) => outer.piece === mention.piece && outer.from <= mention.from && outer.to > mention.to,
    );
    for (const candidate of candidatesFor(mention, page)) {
      const score = mention.score - (isInner ? 0.2 : 0) + worth(mention, candidate);
      if (!best || score > best.score + 1e-9) best = { score, mention, candidate };
    }
  }
  if (!best) return null;
  const { mention, candidate } = best;
  const { text, quad, confidence } = joinPieces(candidate.pieces);
  const key = mention.piece.text.slice(mention.from, mention.to).trim();
  return { asked: mention.asked, key, value: text, valueQuad: quad, confidence };
}

/** How likely a candidate is the value of its key, by where it stands and what it says. */
function worth({ asked, piece }: AskedMention, { position, pieces }: Candidate): number {
  const { text } = joinPieces(pieces);
  const fit = fits(kindOf(asked), text) ? 0.5 : 0;
  const [first] = pieces as [Piece];
  const far = position === 'right' && isSameRow(first, piece) ? (first.left - piece.right) / first.height : 0;
  return PREFERENCE[position] + fit - Math.min(0.1, far * 0.005);
}
