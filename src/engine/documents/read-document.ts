import type { FaceFinder } from '../face/finder.ts';
import type { OpenPage, TextReader } from '../text/reader.ts';
import type { Quad, Step, TextScript } from '../types.ts';
import { dateOf, derivations } from './derive.ts';
import { fit } from './fit.ts';
import { bestMatch, type FieldMatch, matchTemplate, type SideMatch, textOf } from './match-template.ts';
import type { Candidate } from './places.ts';
import { repair } from './repair.ts';
import { quadAround, quadOf } from './strip.ts';
import type {
  DocumentInput,
  DocumentOptions,
  DocumentResult,
  DocumentTemplate,
  FieldReading,
  FieldTemplate,
} from './types.ts';

/** Room around a text that is read again, in its heights. */
const MARGIN = 0.3;

interface Found {
  readonly page: OpenPage;
  readonly match: SideMatch;
}

/**
 * Finds out which document an image shows and reads its fields. A page on which no template fits, or a required field is
 * missing, is looked at again, closer.
 * @throws EngineError
 */
export async function readDocument(
  reader: TextReader,
  faces: () => Promise<FaceFinder>,
  { image, templates, options }: DocumentInput,
): Promise<DocumentResult> {
  const steps: Step[] = [];
  let last: OpenPage | undefined;
  let found: Found | undefined;
  for (const mode of ['basic', 'accurate'] as const) {
    for (const [script, group] of byScript(templates)) {
      last = await reader.open(image, {
        mode,
        script,
        ...(options.pdfPage === undefined ? {} : { pdfPage: options.pdfPage }),
      });
      steps.push(...last.steps);
      const match = bestMatch(
        group.flatMap((template) => matchTemplate(last as OpenPage, template, options.side) ?? []),
      );
      if (match && (!found || bestMatch([found.match, match]) === match)) found = { page: last, match };
    }
    if (found && isComplete(found.match)) break;
  }
  const page = found?.page ?? last;
  if (!page) throw new Error('no template was given');
  const start = performance.now();
  const fields = found ? await readFields(found, options) : {};
  steps.push({ name: 'fields', ms: Math.round(performance.now() - start) });
  const portrait = found && options.portrait ? await portraitOf(page, faces, steps) : {};
  return {
    width: page.fullWidth,
    height: page.fullHeight,
    template: found?.match.template.id ?? null,
    side: found?.match.side ?? null,
    fields,
    seen: found?.match.seen ?? [],
    hasText: page.lines.length > 0,
    angle: page.angle,
    ...portrait,
    ...(found && options.copyCheck ? { greyCopy: await isCopy(page) } : {}),
    steps,
  };
}

/** Templates of one script share one reading of the page. */
function byScript(templates: readonly DocumentTemplate[]): Map<TextScript, DocumentTemplate[]> {
  const groups = new Map<TextScript, DocumentTemplate[]>();
  for (const template of templates)
    groups.set(template.script, [...(groups.get(template.script) ?? []), template]);
  return groups;
}

const fieldsOf = ({ template, side }: SideMatch): Readonly<Record<string, FieldTemplate>> =>
  template.sides[side]?.fields ?? {};

const isComplete = (match: SideMatch): boolean =>
  Object.entries(fieldsOf(match)).every(([name, field]) => !field.required || match.fields[name]);

async function isCopy({ image }: OpenPage): Promise<boolean> {
  const [{ findCards }, { isGreyCopy }] = await Promise.all([
    import('../photo/find-cards.ts'),
    import('../photo/warnings.ts'),
  ]);
  const [card] = await findCards(image);
  return isGreyCopy(image, card?.quad);
}

async function portraitOf(
  page: OpenPage,
  faces: () => Promise<FaceFinder>,
  steps: Step[],
): Promise<Pick<DocumentResult, 'portrait' | 'portraitQuad'>> {
  const start = performance.now();
  const { cutPortrait } = await import('../photo/portrait.ts');
  const portrait = await cutPortrait(page.image, await faces());
  steps.push({ name: 'portrait', ms: Math.round(performance.now() - start) });
  if (!portrait) return {};
  const { x, y, width, height } = portrait.box;
  const quad: Quad = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
  return { portrait: portrait.image, portraitQuad: page.toInput(quad) };
}

/** The fields of a match, with the closer looks, repairs and derivations that their template asks for. */
export async function readFields(
  found: Found,
  options: DocumentOptions,
): Promise<Record<string, FieldReading>> {
  const fields: Record<string, FieldReading> = {};
  for (const [name, field] of Object.entries(fieldsOf(found.match))) {
    const match = await closerLook(found, name, field);
    if (match) fields[name] = toReading(match, found.page);
  }
  if (options.rectify !== false) rectify(fieldsOf(found.match), fields);
  return fields;
}

/** Reads again what does not fit or failed its check, with only the field's characters; then tries to repair one character. */
async function closerLook(found: Found, name: string, field: FieldTemplate): Promise<FieldMatch | undefined> {
  const match = found.match.fields[name];
  if (match && (!field.check || match.checked)) return match;
  const doubtful = [...(match ? [match.strips] : []), ...(found.match.misfits[name] ?? [])];
  let best = match;
  if (field.characters !== undefined)
    for (const strips of doubtful) {
      const again = await reread(found.page, strips, field, field.characters);
      if (again?.checked) return again;
      best ??= again;
    }
  const repaired = best && field.check ? repairOf(best, field) : undefined;
  return repaired ?? best;
}

async function reread(
  page: OpenPage,
  strips: Candidate,
  field: FieldTemplate,
  characters: string,
): Promise<FieldMatch | undefined> {
  const lines = [];
  for (const strip of strips) lines.push(await page.reread(quadOf(strip, MARGIN), characters));
  const fitted = fit(field, lines.map((line) => line.text).join(field.join ?? ' '));
  if (!fitted) return undefined;
  const confidence = lines.reduce((sum, line) => sum + line.confidence, 0) / lines.length;
  return { ...fitted, confidence, strips };
}

function repairOf(
  match: FieldMatch,
  field: FieldTemplate,
): (FieldMatch & { readonly repaired: true }) | undefined {
  const text = textOf(match.strips, field.join);
  const glyphs = match.strips.flatMap((strip) => strip.glyphs);
  let next = 0;
  const confidences = [...text].map((character) =>
    character === ' ' ? 1 : (glyphs[next++] ?? { confidence: 1 }).confidence,
  );
  const repaired = repair(field, text, confidences);
  return repaired && { ...match, ...repaired, repaired: true };
}

const toReading = (match: FieldMatch & { readonly repaired?: true }, page: OpenPage): FieldReading => {
  const quad = quadAround(match.strips);
  return {
    text: match.text,
    confidence: match.confidence,
    checked: match.checked,
    ...(quad ? { quad: page.toInput(quad) } : {}),
    ...(match.repaired ? { repaired: true } : {}),
    ...(match.date === undefined ? {} : { date: match.date }),
  };
};

/** Fills in what follows from other fields, and replaces what contradicts a number whose check passed. */
export function rectify(
  templates: Readonly<Record<string, FieldTemplate>>,
  fields: Record<string, FieldReading>,
): void {
  for (const [name, { derive }] of Object.entries(templates)) {
    const source = derive && fields[derive.from];
    const text = source && derivations[derive.by](source.text);
    const present = fields[name];
    if (!text || (present && (!source.checked || present.text === text))) continue;
    const date = dateOf(text);
    const isPart = !templates[name]?.places?.length;
    fields[name] = {
      text,
      confidence: source.confidence,
      checked: source.checked,
      ...(isPart && source.quad ? { quad: source.quad } : {}),
      ...(!isPart && present?.quad ? { quad: present.quad } : {}),
      ...(isPart ? {} : { repaired: true as const }),
      ...(date === undefined ? {} : { date }),
    };
  }
}
