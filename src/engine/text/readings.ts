import { align, type Evidence, evidenceOf, spacesSeen } from './alignment.ts';
import { type Character, type LineScores, meanConfidence, readScores } from './recognise.ts';

/** One look of one network at a line. */
export interface Reading {
  /** Without spaces; positions in the line at its natural width. */
  readonly characters: readonly Character[];
  /** Mean character probability, spaces counted, 0..1. */
  readonly confidence: number;
  readonly evidence: Evidence;
}

/** What several looks at a line have in common. */
export interface JointReading {
  readonly characters: readonly Character[];
  readonly confidence: number;
  /** Before each character: the greatest probability with which any look sees a space there. */
  readonly spaces: readonly number[];
}

/**
 * What a network's output says by itself.
 * @param stretch by how much the line was stretched sideways before the network saw it
 * @param allowed classes that may be read, see `allowOnly`; absent: all
 */
export function readingOf(scores: LineScores, stretch: number, allowed?: Uint8Array): Reading {
  const found = readScores(scores, allowed);
  return {
    characters: found
      .filter(({ text }) => text !== ' ')
      .map((character) => ({ ...character, position: character.position / stretch })),
    confidence: meanConfidence(found),
    evidence: evidenceOf(scores),
  };
}

/**
 * Of the texts that the looks found by themselves, the one that all of them together find likeliest: the sum of the
 * logarithms of its probabilities. Each network sees what another overlooks; spaces above all.
 */
export function readJointly(readings: readonly [Reading, ...Reading[]]): JointReading {
  const { reading, texts, alignments } = distinct(readings)
    .map((candidate) => laidAlong(readings, candidate))
    .reduce((best, each) => (each.score > best.score ? each : best));
  const seen = readings.flatMap(({ evidence }, i) => {
    const alignment = alignments[i];
    return alignment ? [spacesSeen(evidence, alignment)] : [];
  });
  return {
    characters: reading.characters,
    confidence: reading.confidence,
    spaces: texts.map((_, i) => Math.max(0, ...seen.map((spaces) => spaces[i] as number))),
  };
}

/** Of the readings that say the same, the surest. */
function distinct(readings: readonly Reading[]): Reading[] {
  const byText = new Map<string, Reading>();
  for (const reading of readings) {
    const text = reading.characters.map((character) => character.text).join('');
    const known = byText.get(text);
    if (!known || reading.confidence > known.confidence) byText.set(text, reading);
  }
  return [...byText.values()];
}

/** What every look makes of one's text. */
function laidAlong(readings: readonly Reading[], reading: Reading) {
  const texts = reading.characters.map(({ text }) => text);
  const alignments = readings.map(({ evidence }) => align(evidence, texts));
  const score = alignments.reduce((sum, alignment) => sum + (alignment?.score ?? -Infinity), 0);
  return { reading, texts, alignments, score };
}
