import type { Candidate, LabelledPage } from './places.ts';
import { stripOf } from './strip.ts';

/** Takes the value of a field as a printed text, for the places of others. */
export function withLandmark(page: LabelledPage, name: string, strips: Candidate): LabelledPage {
  const taken = new Set(strips.flatMap((strip) => strip.glyphs));
  const rest = page.values.flatMap((strip) => {
    const glyphs = strip.glyphs.filter((glyph) => !taken.has(glyph));
    return glyphs.length === strip.glyphs.length ? [strip] : glyphs.length ? [stripOf(glyphs, strip)] : [];
  });
  const marks = strips.map((strip) => ({ name, strip, cost: 0 }));
  return { ...page, values: rest, labels: [...page.labels, ...marks] };
}
