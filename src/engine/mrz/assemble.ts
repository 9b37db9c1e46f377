import { alignLine, type Alignment } from './align.ts';
import type { ZonePlaces } from './places.ts';
import { allowedCharacters, ZONE_FORMATS, type ZoneFormatName } from './formats.ts';
import { seenCharacters, type ZoneScores } from './line-scores.ts';
import { fitPitch } from './pitch.ts';

/** What several looks made of one line. */
export type RowReadings = ZoneScores[];

/** A format laid over rows of a page. */
export interface Assembled {
  readonly format: ZoneFormatName;
  readonly firstRow: number;
  readonly places: ZonePlaces;
}

/** A format is tried when the lines seem to have no more characters more or less. */
const LENGTH_SLACK = 6;
/** A line may begin so many places before the first character that was seen, or after it, besides what its length asks for. */
const SHIFT = 1;

/**
 * Finds the format whose rules fit the rows best, and the likelihoods of its places: geometric means over the looks.
 * @param known the format, when it is known
 */
export function assemble(rows: readonly RowReadings[], known?: ZoneFormatName): Assembled | undefined {
  let best: (Assembled & { score: number }) | undefined;
  for (const name of known ? [known] : (Object.keys(ZONE_FORMATS) as ZoneFormatName[])) {
    const format = ZONE_FORMATS[name];
    const allowed = allowedCharacters(format);
    for (let firstRow = 0; firstRow + format.lineCount <= rows.length; firstRow++) {
      const lines = allowed.map((line, i) => alignRow(rows[firstRow + i] as RowReadings, line));
      const score = lines.reduce((sum, line) => sum + (line?.score ?? -Infinity), 0) / lines.length;
      if (score === -Infinity || (best && score <= best.score)) continue;
      best = { format: name, firstRow, score, places: lines.map((line) => line?.places ?? []) };
    }
  }
  return best;
}

/** Brings every reading of a row to the line's length and takes the mean; undefined when none can be. */
function alignRow(readings: RowReadings, allowed: readonly string[]): Alignment | undefined {
  const aligned = readings.map((scores) => alignReading(scores, allowed)).filter((a) => a !== undefined);
  if (aligned.length === 0) return undefined;
  return {
    score: aligned.reduce((sum, { score }) => sum + score, 0) / aligned.length,
    places: allowed.map((_, place) =>
      geometricMean(aligned.map(({ places }) => places[place] as Float32Array)),
    ),
  };
}

function alignReading(scores: ZoneScores, allowed: readonly string[]): Alignment | undefined {
  const pitch = fitPitch(seenCharacters(scores).map(({ step }) => step));
  if (!pitch) return undefined;
  const missing = allowed.length - pitch.span;
  if (Math.abs(missing) > LENGTH_SLACK) return undefined;
  let best: Alignment | undefined;
  for (let shift = Math.min(0, missing) - SHIFT; shift <= Math.max(0, missing) + SHIFT; shift++) {
    const start = pitch.start - shift * pitch.pitch;
    const alignment = alignLine(scores, allowed, { start, pitch: pitch.pitch });
    if (alignment && (!best || alignment.score > best.score)) best = alignment;
  }
  return best;
}

function geometricMean(likelihoods: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = likelihoods;
  const logs = first.map(
    (_, k) => likelihoods.reduce((sum, each) => sum + Math.log(each[k] as number), 0) / likelihoods.length,
  );
  const values = logs.map((log) => Math.exp(log));
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}
