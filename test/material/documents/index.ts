import type { Sampler } from './sample.ts';

/** Every kind of document that can be drawn. */
export const samplers: readonly Sampler[] = [];
