import type { RgbImage } from '../image.ts';
import type { Quad } from '../types.ts';
import { cropQuad, widthAt } from './crop.ts';
import { quadAngle, quadHeight, quadWidth, startAt } from './geometry.ts';
import type { Network } from './network.ts';

/** Input of the classifier, pixels. */
const WIDTH = 192;
const HEIGHT = 48;
/** A box this much longer than high is a line whose direction can be seen. */
const LINE_RATIO = 1.5;
/** The longest lines vote; four that agree clearly are enough. */
const MAX_VOTERS = 16;
const FIRST_VOTERS = 4;
const CLEAR = 0.9;
/** Fewer votes than this for a page on its head, in the mean, need no second look. */
const MIXED = 0.3;

/** Right angles, clockwise, by which the page's text is turned. */
export type Quarters = 0 | 1 | 2 | 3;

/** How likely the text of a quad stands on its head, 0..1. */
export async function upsideDown(network: Network, image: RgbImage, quad: Quad): Promise<number> {
  const width = Math.max(8, Math.min(WIDTH, widthAt(quad, HEIGHT)));
  const line = cropQuad(image, quad, width, HEIGHT);
  const tensor = new Float32Array(3 * HEIGHT * WIDTH);
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < width; x++)
        tensor[(c * HEIGHT + y) * WIDTH + x] = (line.data[(y * width + x) * 3 + 2 - c] as number) / 127.5 - 1;
  const { data } = await network.run(tensor, [1, 3, HEIGHT, WIDTH]);
  return data[1] ?? 0;
}

/** The quad beginning at the corner from which its text runs nearest to the given quarter turn. */
export function facing(quad: Quad, quarters: Quarters): Quad {
  const turned = Math.round(quadAngle(quad) / 90);
  return startAt(quad, quarters - turned);
}

/**
 * By how many right angles the text of a page is turned: lines say whether it lies on its side, the classifier whether it
 * stands on its head. Before a page is turned over, or when the votes are mixed, `legibility` (how well a quad can be read,
 * 0..1) has the last word: on a few short words the classifier errs.
 */
export async function pageQuarters(
  network: Network,
  image: RgbImage,
  quads: readonly Quad[],
  legibility: (quad: Quad) => Promise<number>,
): Promise<Quarters> {
  const { voters, reading } = chooseVoters(quads);
  let sum = 0;
  let count = 0;
  for (const quad of voters) {
    sum += await upsideDown(network, image, quad);
    count++;
    const mean = sum / count;
    if (count >= FIRST_VOTERS && (mean > CLEAR || mean < 1 - CLEAR)) break;
  }
  if (count === 0 || sum / count < MIXED) return reading;
  let gain = 0;
  for (const quad of voters.slice(0, FIRST_VOTERS))
    gain += (await legibility(startAt(quad, 2))) - (await legibility(quad));
  return (gain > 0 ? reading + 2 : reading) as Quarters;
}

/** The longest lines along the page's main direction, and that direction as far as shapes tell it: 0 or 1 quarter turns. */
function chooseVoters(quads: readonly Quad[]): { voters: Quad[]; reading: Quarters } {
  const upright = quads.map((quad) => facing(quad, 0));
  const lying = upright.filter((quad) => quadWidth(quad) > LINE_RATIO * quadHeight(quad));
  const standing = upright.filter((quad) => quadHeight(quad) > LINE_RATIO * quadWidth(quad));
  // By length, not by number: a lone digit stands, whichever way the page lies.
  const reading: Quarters = total(standing, quadHeight) > total(lying, quadWidth) ? 1 : 0;
  const candidates = reading === 1 ? standing : lying.length > 0 ? lying : upright;
  const voters = candidates
    .map((quad) => facing(quad, reading))
    .sort((a, b) => quadWidth(b) - quadWidth(a))
    .slice(0, MAX_VOTERS);
  return { voters, reading };
}

const total = (quads: readonly Quad[], length: (quad: Quad) => number): number =>
  quads.reduce((sum, quad) => sum + length(quad), 0);
