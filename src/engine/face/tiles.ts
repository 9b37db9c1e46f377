import type { Box } from './geometry.ts';

/** Input of the detection network, pixels. */
export const INPUT_WIDTH = 320;
export const INPUT_HEIGHT = 240;

/** Face height in network pixels that is found reliably (measured: 98 % at 24, 73 % at 18). */
const SURE_FACE = 24;
/** Faces below this many pixels are not searched for: their landmarks would mean nothing. */
const SMALLEST_FACE = 20;
/** Each level looks at most this much closer than the one before. */
const MAX_ZOOM = 2.5;
/** About how many tiles the closest level has at most: larger images are not searched for the smallest faces. */
const MAX_TILES = 300;
/** Image area that one tile adds to its neighbours, network pixels. */
const TILE_GAIN = 43_000;
/** A whole image that shows the smallest face this much smaller than sure is not cut into tiles. */
const NEAR_ENOUGH = 1.1;
/** The network bears faces that are stretched this much in one direction. */
const MAX_STRETCH = 1.5;

/** The region that shows the whole image to the network: the image itself, or widened when it is long and thin. */
export function wholeRegion(width: number, height: number): Box {
  const scaleX = width / INPUT_WIDTH;
  const scaleY = height / INPUT_HEIGHT;
  const regionWidth = Math.max(scaleX, scaleY / MAX_STRETCH) * INPUT_WIDTH;
  const regionHeight = Math.max(scaleY, scaleX / MAX_STRETCH) * INPUT_HEIGHT;
  return {
    x: (width - regionWidth) / 2,
    y: (height - regionHeight) / 2,
    width: regionWidth,
    height: regionHeight,
  };
}

/** A region with a third of its size added on every side. */
export function withMargin({ x, y, width, height }: Box): Box {
  return { x: x - width / 3, y: y - height / 3, width: (width * 5) / 3, height: (height * 5) / 3 };
}

/** Evenly spread starts of tiles that cover `length`, neighbours sharing at least `shared`. */
function starts(length: number, tile: number, shared: number): number[] {
  if (tile >= length) return [(length - tile) / 2];
  const count = Math.ceil((length - shared) / (tile - shared));
  return Array.from({ length: count }, (_, i) => (i * (length - tile)) / (count - 1));
}

/**
 * Regions to look at, level by level from the whole image to close-ups, until faces of `minFaceSize` pixels are as
 * large as the network needs. The whole image alone is the first level. Pixels of the image; regions may reach
 * beyond it.
 */
export function tileLevels(width: number, height: number, minFaceSize: number): Box[][] {
  const whole = wholeRegion(width, height);
  const levels = [[whole]];
  const finest = Math.max(
    Math.max(minFaceSize, SMALLEST_FACE) / SURE_FACE,
    Math.sqrt((width * height) / (MAX_TILES * TILE_GAIN)),
  );
  const coarsest = Math.max(whole.width / INPUT_WIDTH, whole.height / INPUT_HEIGHT);
  const steps = Math.ceil(Math.log(coarsest / finest / NEAR_ENOUGH) / Math.log(MAX_ZOOM));
  const zoom = (coarsest / finest) ** (1 / Math.max(1, steps));
  for (let step = 1; step <= steps; step++) {
    const scale = coarsest / zoom ** step;
    const tile = { width: INPUT_WIDTH * scale, height: INPUT_HEIGHT * scale };
    // Neighbours share a face of the level before, which that level may have missed, and a margin.
    const shared = (SURE_FACE * zoom + 8) * scale;
    levels.push(
      starts(height, tile.height, shared).flatMap((y) =>
        starts(width, tile.width, shared).map((x) => ({ x, y, ...tile })),
      ),
    );
  }
  return levels;
}
