import { z } from 'zod';
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
  const [xs, ys] = [quad.map((p) => p.x), quad.map((p) => p.y)];
  const [X, Y] = [Math.round(Math.min(...xs)), Math.round(Math.min(...ys))];
  return { X, Y, Width: Math.round(Math.max(...xs)) - X, Height: Math.round(Math.max(...ys)) - Y };
}
