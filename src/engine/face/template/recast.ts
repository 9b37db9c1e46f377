import { projectionOf } from './projection.ts';
import type { Projection } from './types.ts';

/**
 * Makes a template of one secret of the template of another, without the face: what the old one tells of the embedding is
 * cast anew. Something is lost each time; docs/templates.md has the figures.
 */
export const recastTemplate = (template: Uint8Array, from: Projection, to: Projection): Uint8Array =>
  to.template(from.estimate(template));

/** One template of one secret made a template of another. */
export const recast = (template: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array =>
  recastTemplate(template, projectionOf(from), projectionOf(to));
