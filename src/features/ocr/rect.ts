import { z } from 'zod';
import { boxAround } from '../../engine/text/geometry.ts';
import type { Quad } from '../../engine/types.ts';

/** An upright box, whole pixels of the image. */
export const rect = z.object({
  X: z.number().int(),
  Y: z.number().int(),
  Width: z.number().int(),
  Height: z.number().int(),
});

/** The upright box around a quad. */
export function rectAround(quad: Quad): z.output<typeof rect> {
  const [start, , end] = boxAround(quad);
  const [X, Y] = [Math.round(start.x), Math.round(start.y)];
  return { X, Y, Width: Math.round(end.x) - X, Height: Math.round(end.y) - Y };
}
