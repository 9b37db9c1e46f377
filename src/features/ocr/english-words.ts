import type { Quad, TextLine, WordBox } from '../../engine/types.ts';

/** Characters of a line between two spaces. */
export interface Word {
  readonly text: string;
  /** Mean of its characters, 0..100. */
  readonly confidence: number;
  readonly quad: Quad;
}

const percent = (share: number): number => Math.round(100 * share);

/** The words of a line that was read with its characters. */
export function wordsOf(line: TextLine): Word[] {
  const characters = [...(line.words ?? [])];
  return line.text
    .split(/\s+/)
    .filter((text) => text !== '')
    .flatMap((text) => {
      const own = takeCharacters(characters, text.length);
      const [first, last] = [own[0], own.at(-1)];
      if (!first || !last) return [];
      const confidence = own.reduce((sum, each) => sum + each.confidence, 0) / own.length;
      const quad: Quad = [first.quad[0], last.quad[1], last.quad[2], first.quad[3]];
      return [{ text, confidence: percent(confidence), quad }];
    });
}

/** Takes characters off the front until they make up so many code units. */
function takeCharacters(characters: WordBox[], length: number): WordBox[] {
  const taken: WordBox[] = [];
  for (let units = 0; units < length && characters.length > 0;) {
    const next = characters.shift() as WordBox;
    taken.push(next);
    units += next.text.length;
  }
  return taken;
}

/** What each character of a line may be: itself alone where nothing else came into question. */
export const candidatesOf = (line: TextLine) =>
  (line.words ?? []).map(({ text, confidence, candidates }) => ({
    CandWords: (candidates ?? [{ text, confidence }]).map((each) => ({
      Character: each.text,
      Confidence: percent(each.confidence),
    })),
  }));
