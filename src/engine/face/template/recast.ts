import { projectionOf } from './projection.ts';
import type { Projection } from './types.ts';

/**
 * Makes a template of one secret of the template of another, without the face: what the old one tells of the embedding is
 * cast anew. Something is lost each time; docs/templates.md has the figures.
 */
export const recastTemplate = (template: Uint8Array, from: Projection, to: Projection): Uint8Array =>
  to.template(from.estimate(template));

/**
 * A `recast` of templates of secrets, for many templates in a row: it keeps the projections of the last two secrets that
 * it was called with.
 */
export function createRecast(): (template: Uint8Array, from: Uint8Array, to: Uint8Array) => Uint8Array {
  const kept: { readonly secret: Uint8Array; readonly projection: Projection }[] = [];
  const projection = (secret: Uint8Array): Projection => {
    const known = kept.find((one) => Buffer.compare(one.secret, secret) === 0);
    if (known) return known.projection;
    const made = { secret: secret.slice(), projection: projectionOf(secret) };
    kept.unshift(made);
    kept.splice(2);
    return made.projection;
  };
  return (template, from, to) => recastTemplate(template, projection(from), projection(to));
}

/** One template of one secret made a template of another. */
export const recast = (template: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array =>
  recastTemplate(template, projectionOf(from), projectionOf(to));
