import type { FrameMeasure } from './measures.ts';
import type { Motion } from './types.ts';

/** Frames by which a motion is complete: the index of the last one that it needs, or -1. Looks from `from` on. */
type Completion = (frames: readonly FrameMeasure[], from: number) => number;

/** Shut: the eyes are this much less open than usual for the person; open again: nearly as usual. */
const EYES_SHUT = 0.7;
const EYES_OPEN = 0.85;
/** The lips are apart by this much more than when they are nearest. */
const MOUTH_OPENS = 0.18;
/** Degrees between the extremes of a movement. */
const NOD = 12;
const SHAKE = 20;

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};

const indexFrom = (
  frames: readonly FrameMeasure[],
  from: number,
  holds: (frame: FrameMeasure) => boolean,
): number => frames.findIndex((frame, i) => i >= from && holds(frame));

/** Open, shut, and open again. */
const blink: Completion = (frames, from) => {
  const usual = quantile(
    frames.map(({ eyes }) => eyes),
    0.75,
  );
  const open = indexFrom(frames, from, ({ eyes }) => eyes >= EYES_OPEN * usual);
  const shut = open < 0 ? -1 : indexFrom(frames, open, ({ eyes }) => eyes <= EYES_SHUT * usual);
  return shut < 0 ? -1 : indexFrom(frames, shut, ({ eyes }) => eyes >= EYES_OPEN * usual);
};

const openMouth: Completion = (frames, from) => {
  const shut = Math.min(...frames.map(({ mouth }) => mouth));
  return indexFrom(frames, from, ({ mouth }) => mouth >= shut + MOUTH_OPENS);
};

/** The head has moved so far between any two frames, and less the other way. */
const swing =
  (axis: 'yaw' | 'pitch', other: 'yaw' | 'pitch', degrees: number): Completion =>
  (frames, from) => {
    const range = { yaw: [Infinity, -Infinity], pitch: [Infinity, -Infinity] };
    for (let i = Math.max(0, from); i < frames.length; i++) {
      for (const name of [axis, other]) {
        range[name][0] = Math.min(range[name][0]!, frames[i]![name]);
        range[name][1] = Math.max(range[name][1]!, frames[i]![name]);
      }
      const moved = (name: 'yaw' | 'pitch'): number => range[name][1]! - range[name][0]!;
      if (moved(axis) >= degrees && moved(axis) >= moved(other)) return i;
    }
    return -1;
  };

const COMPLETIONS: Readonly<Record<Motion, Completion>> = {
  blink,
  'open-mouth': openMouth,
  nod: swing('pitch', 'yaw', NOD),
  shake: swing('yaw', 'pitch', SHAKE),
};

/**
 * Looks for motions in the order in which they were asked for; each begins where the last was complete.
 * @returns the first that is not there, or null
 */
export function missingMotion(frames: readonly FrameMeasure[], motions: readonly Motion[]): Motion | null {
  let from = 0;
  for (const motion of motions) {
    const done = COMPLETIONS[motion](frames, from);
    if (done < 0) return motion;
    from = done;
  }
  return null;
}
