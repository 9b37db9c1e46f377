import type { Page } from '../page.ts';
import type { Random } from '../random.ts';

/** A document of nobody real, not photographed yet: `page.render(...)` does that. */
export interface Sample {
  readonly page: Page;
  /** What the document says, by the field names of its template, in the form in which the template gives it. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Draws documents of one kind. */
export interface Sampler {
  /** Id of the template that reads them. */
  readonly template: string;
  /** The same document for the same random numbers. */
  draw(random: Random): Sample;
}
