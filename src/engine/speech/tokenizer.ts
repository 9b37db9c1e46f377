import llamaTokenizer from 'llama-tokenizer-js';

export const START_TOKEN = 1;
export const END_TOKEN = 2;
/** The recogniser has 32,768 outputs; those from here on are not text. */
const TEXT_TOKENS = 32_000;
/** SentencePiece's mark for a space, which begins every word. */
const SPACE = '\u2581';

/** A run of tokens that spells one word, with its punctuation. */
export interface TokenRun {
  readonly text: string;
  /** Indices into the tokens; the end is exclusive. */
  readonly from: number;
  readonly to: number;
}

const isText = (token: number): boolean => token > END_TOKEN && token < TEXT_TOKENS;

/** Text of tokens, without the start and end tokens; casing and punctuation as the recogniser gave them. */
export function detokenise(tokens: readonly number[]): string {
  return llamaTokenizer.decode([START_TOKEN, ...tokens.filter(isText)]).trim();
}

/** Whether a token is the first of a word. */
export const beginsWord = (token: number): boolean =>
  isText(token) && llamaTokenizer.vocabById[token]!.startsWith(SPACE);

/** The words of a hypothesis in order; tokens that spell nothing are part of the word before them. */
export function splitWords(tokens: readonly number[]): TokenRun[] {
  const starts = tokens.flatMap((token, i) => (i === 0 || beginsWord(token) ? [i] : []));
  return starts
    .map((from, i) => ({ from, to: starts[i + 1] ?? tokens.length }))
    .map(({ from, to }) => ({ text: detokenise(tokens.slice(from, to)), from, to }))
    .filter(({ text }) => text !== '');
}

/** Tokens of text as it stands after a space. */
export const encodeWord = (text: string): number[] => llamaTokenizer.encode(text, false, true);
