import { checks } from './checks.ts';
import { applyFormat } from './formats.ts';
import type { FieldTemplate } from './types.ts';
import { knownWording } from './wording.ts';

/** A text as the value of a field. */
export interface Fitted {
  readonly text: string;
  readonly checked: boolean;
  readonly date?: string;
}

type Rules = Pick<FieldTemplate, 'pattern' | 'shapes' | 'format' | 'known' | 'check'>;

/** Characters that are taken for each other, most likely first. */
const DIGIT_FOR: Readonly<Record<string, string>> = {
  O: '0', Q: '0', D: '0', U: '0', C: '0', I: '1', L: '1', '|': '1', T: '7', J: '1', Z: '2', E: '3', A: '4', S: '5', G: '6', B: '8',
}; // prettier-ignore
const LETTER_FOR: Readonly<Record<string, string>> = {
  '0': 'O', '1': 'I', '2': 'Z', '4': 'A', '5': 'S', '6': 'G', '7': 'T', '8': 'B', '|': 'I',
}; // prettier-ignore

/** Moves the letters and digits of a text into a shape; undefined when there are more or fewer, or one that cannot be meant. */
export function conform(text: string, shape: string): string | undefined {
  const characters = [...text.toUpperCase()].filter((c) => /[\p{L}\p{N}|]/u.test(c));
  let at = 0;
  let result = '';
  for (const slot of shape) {
    const isSlot = slot === 'A' || slot === '9' || slot === '#';
    if (!isSlot && !/[\p{L}\p{N}]/u.test(slot)) {
      result += slot;
      continue;
    }
    const character = characters[at++];
    if (character === undefined) return undefined;
    const fitting = slotted(character, slot);
    if (fitting === undefined) return undefined;
    result += fitting;
  }
  return at === characters.length ? result : undefined;
}

const lettersOf = (text: string): string[] => text.toUpperCase().match(/[\p{L}\p{N}|]/gu) ?? [];

/** How many letters and digits of a text are others in its shape. */
function changed(text: string, shaped: string): number {
  const letters = lettersOf(shaped);
  return lettersOf(text).filter((letter, i) => letter !== letters[i]).length;
}

function slotted(character: string, slot: string): string | undefined {
  if (slot === '9') return /\d/.test(character) ? character : DIGIT_FOR[character];
  if (slot === 'A') return /\p{L}/u.test(character) ? character : LETTER_FOR[character];
  if (slot === '#') return /[\p{L}\p{N}]/u.test(character) ? character : undefined;
  return character === slot || DIGIT_FOR[character] === slot || LETTER_FOR[character] === slot
    ? slot
    : undefined;
}

/** Signs at the ends of a text belong to its label. */
export const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\uff01-\uff5e]/g, (c) =>
      /[（），：]/.test(c) ? c : String.fromCharCode(c.charCodeAt(0) - 0xfee0),
    )
    .replace(/（/g, '(')
    .replace(/）/g, ')')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:：;；.,，、/|·_=~-]+|[\s:：;；,，、/|_=~-]+$/g, '');

/** A text as a field's value; undefined when it breaks the field's rules. */
export function fit(field: Rules, raw: string): Fitted | undefined {
  // A sign at the end of a blood type is part of it.
  let text = field.format === 'blood-type' ? raw.trim() : clean(raw);
  if (field.pattern) {
    const match = field.pattern.exec(text);
    if (!match) return undefined;
    text = clean(match[1] ?? match[0]);
  }
  if (field.known) text = knownWording(text, field.known);
  if (field.shapes) {
    const shaped = field.shapes.flatMap((shape) => conform(text, shape) ?? []);
    // Of several shapes of the same length the one whose check holds, else the one that changes least.
    const changes = (each: string): number => changed(text, each);
    const best =
      shaped.find((each) => isChecked(field, each)) ?? shaped.toSorted((a, b) => changes(a) - changes(b))[0];
    if (best === undefined) return undefined;
    text = best;
  }
  const formatted = field.format ? applyFormat(field.format, text) : { text };
  if (!formatted?.text) return undefined;
  return { ...formatted, checked: isChecked(field, formatted.text) };
}

const isChecked = (field: Rules, text: string): boolean =>
  field.check !== undefined && checks[field.check](text);

/** Whether the field has rules that a text could break: one without can only be found by its label or zone. */
export const hasRules = (field: Rules): boolean =>
  field.pattern !== undefined ||
  field.shapes !== undefined ||
  field.format !== undefined ||
  field.check !== undefined;
