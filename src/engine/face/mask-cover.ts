import parts from '../../../models/face-parts.json' with { type: 'json' };
import { coverage } from './completeness.ts';

/** What a mask hides. */
const HIDDEN = ['nose', 'cheek', 'mouth', 'chin'] as const;

/**
 * How far beyond what clear faces show these parts are together, in units of the distance from a clear face to the limit of
 * each. 0.3 % of LFW's bare faces are beyond, and 98.9 % of those found under drawn masks; three of four drawn hands over a mouth
 * are too, so that this says what is hidden and not by what.
 */
const COVERED_FROM = 0.6;

/**
 * Whether the lower half of a face is hidden, as by a mask.
 * @param features as `partFeatures` makes them
 */
export function lowerFaceCovered(features: Float32Array): boolean {
  const beyond = HIDDEN.map((name) => {
    const part = parts[name];
    return (coverage(part, features) - part.limit) / (part.limit - part.clear);
  });
  return beyond.reduce((sum, value) => sum + value, 0) > COVERED_FROM;
}
