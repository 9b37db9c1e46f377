import type { Vocabulary } from '../../registry/vocabularies/vocabulary.ts';

/** Keywords of one library that a sentence holds, as the API reports them. */
export interface KeyWordResult {
  readonly KeyWordLibID: string;
  readonly KeyWordLibName: string;
  readonly KeyWords: string[];
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .replace(/[^\p{L}\p{N}\p{M}']+/gu, ' ')
    .trim();

/**
 * Which keywords a sentence holds, by library: whole words, whatever their capitals and the punctuation between them,
 * each once, in the order of the library. Libraries of which nothing was said are left out.
 */
export function keywordsIn(
  sentence: { readonly text: string },
  libraries: readonly Pick<Vocabulary, 'id' | 'name' | 'words'>[],
): KeyWordResult[] {
  const said = ` ${plain(sentence.text)} `;
  return libraries.flatMap(({ id, name, words }) => {
    const found = [...new Set(words.map(({ text }) => text))].filter((word) => isSaid(said, plain(word)));
    return found.length === 0 ? [] : [{ KeyWordLibID: id, KeyWordLibName: name, KeyWords: found }];
  });
}

/** Chinese is written without spaces between words. */
const isSaid = (said: string, keyword: string): boolean =>
  keyword !== '' && said.includes(/\p{Script=Han}/u.test(keyword) ? keyword : ` ${keyword} `);
