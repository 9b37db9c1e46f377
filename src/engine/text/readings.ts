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
  const best = likeliest(readings);
  const text = best.characters.map((character) => character.text);
  const seen = readings.flatMap(({ evidence }) => {
    const alignment = align(evidence, text);
    return alignment ? [spacesSeen(evidence, alignment)] : [];
  });
  return {
    characters: best.characters,
    confidence: best.confidence,
    spaces: text.map((_, i) => Math.max(0, ...seen.map((spaces) => spaces[i] as number))),
  };
}

function likeliest(readings: readonly [Reading, ...Reading[]]): Reading {
  const byText = new Map<string, Reading>();
  for (const reading of readings) {
    const text = reading.characters.map((character) => character.text).join('');
    const known = byText.get(text);
    if (!known || reading.confidence > known.confidence) byText.set(text, reading);
  }
  const [only, ...others] = [...byText.values()] as [Reading, ...Reading[]];
  if (others.length === 0) return only;
  return [only, ...others]
    .map((reading) => ({ reading, score: jointScore(readings, reading) }))
    .reduce((best, each) => (each.score > best.score ? each : best)).reading;
}

const jointScore = (readings: readonly Reading[], { characters }: Reading): number =>
  readings.reduce(
    (sum, { evidence }) =>
      sum +
      (align(
        evidence,
        characters.map(({ text }) => text),
      )?.score ?? -Infinity),
    0,
  );
