/**
 * Templates of documents: plain data that says how a kind of document is recognised and where its fields stand. A template
 * crosses to the worker process by structured clone: regular expressions are welcome, functions are not.
 *
 * How a page is matched (`match-template.ts`, pure):
 * 1. Lines are straightened into one coordinate system along the text (`flow.ts`) and cut into characters (`strip.ts`).
 * 2. Every printed text that the template knows (labels of fields, anchors) is looked for, with a share of misread
 *    characters forgiven (`labels.ts`). What is left of the lines is values.
 * 3. A side fits when at least `least` of its `marks` were found and none of `never`.
 * 4. For each field its places are tried in order (`places.ts`) and each text found there is fitted (`fit.ts`): `pattern`
 *    takes a part out of it, `shape` moves characters into their class, `format` brings it into form, `check` proves it.
 *    The first that fits best is the value; a text that has a pattern, shape or format and does not fit is no value.
 * Then (`read-document.ts`) fields that failed are read again with only their `characters` allowed, a single doubtful
 * character is replaced when exactly one replacement makes the check digit right, and fields that follow from others are derived.
 */
import type { Quad, Step, TextScript } from '../types.ts';
import type { CheckName } from './checks.ts';
import type { DerivationName } from './derive.ts';
import type { Format } from './formats.ts';

/** Left, top, right, bottom as shares of the card's width and height. */
export type Zone = readonly [number, number, number, number];

/**
 * Where the value of a field may stand. `label`: one of the field's `labels`, as found. `of`, `below` and `above` name
 * another field or an anchor: its printed text or, where it has none, the value of a field further up in the template.
 */
export type Place =
  /** In the row of the label, right of it, up to the next label; further lines stand below the value's beginning. `leftOf`: labels of the column beside, where there is one: the value ends before them, whatever row they stand in. */
  | { readonly at: 'right'; readonly of?: string; readonly leftOf?: readonly string[] }
  /** Below the label, in its column: up to the next label in its row. */
  | { readonly at: 'below'; readonly of?: string }
  /** The one line above the label, in its column. */
  | { readonly at: 'above'; readonly of?: string }
  /** Any line that is no label and fits the field; between the anchors named, if any. Give the field a pattern, shape or format. */
  | { readonly at: 'line'; readonly below?: string; readonly above?: string; readonly zone?: Zone }
  /** The characters that are no label in a part of the card; only where anchors with `position` tell where the card lies. Worth having as the last place of each field: labels are small, and what is printed beside them is not. */
  | { readonly at: 'zone'; readonly zone: Zone }
  /** One line that runs up a part of the card, read again as a whole: the field needs `characters`, and a pattern or shape. */
  | { readonly at: 'upward'; readonly zone: Zone };

/** A printed text that is the same on each document of the kind. */
export interface Anchor {
  /** How it may be worded: languages, spellings. Case, spaces, accents and punctuation do not matter. */
  readonly texts: readonly string[];
  /** Where its left edge and middle stand on the card, as shares of width and height. Two such place the zones. */
  readonly position?: readonly [number, number];
}

/** Fields of Identification Data. */
export type IdentityField = 'name' | 'address' | 'identificationNumber' | 'country' | 'dateOfBirth';

export interface FieldTemplate {
  readonly labels?: readonly string[];
  /** Where the label stands, as for anchors. */
  readonly position?: readonly [number, number];
  /** Where the left edge and middle of the value stand: a value that a `line` place finds by its shape, pattern or check tells then where the card lies, too. */
  readonly valuePosition?: readonly [number, number];
  /** Tried in order. None: the field is only derived. */
  readonly places?: readonly Place[];
  /** Most lines that the value takes; default 1. */
  readonly lines?: number;
  /** What stands between lines; default: a space, nothing between ideographs. */
  readonly join?: string;
  /** Taken out of the text: group 1, or the whole match. What does not match does not fit. */
  readonly pattern?: RegExp;
  /** The value ends before the first character read with less confidence: what follows is in letters that the script's reader does not know. */
  readonly endsBelow?: number;
  /** Forms of a number: `A` a letter, `9` a digit, `#` either; everything else stands for itself. Other characters of the text are dropped. */
  readonly shapes?: readonly string[];
  readonly format?: Format;
  /** Wordings that the value commonly has: a text that differs from one in spaces and few characters is taken as that one. Others are as good. */
  readonly known?: readonly string[];
  readonly check?: CheckName;
  /** The only characters that can occur: for reading again what did not fit. */
  readonly characters?: string;
  /** What follows from another field: taken when this one was not found, or when the other's check passed and this one differs. */
  readonly derive?: { readonly from: string; readonly by: DerivationName };
  /** A field further up without which this value could be taken for it: where that one is missing, so is this. */
  readonly besides?: string;
  /** A document without it is looked at again, closer. */
  readonly required?: true;
  readonly identification?: IdentityField;
}

export interface SideTemplate {
  /** Texts that are no labels of fields: titles, and labels of what nobody wants, which end values. */
  readonly anchors?: Readonly<Record<string, Anchor>>;
  /** Names of anchors, and of fields whose label counts (or value, where it has no label or its check passed), that tell this side from others. */
  readonly marks: readonly string[];
  /** How many marks must be found. */
  readonly least: number;
  /** Marks that only other documents have. */
  readonly never?: readonly string[];
  readonly fields: Readonly<Record<string, FieldTemplate>>;
}

export type Side = 'front' | 'back';

export interface DocumentTemplate {
  readonly id: string;
  readonly title: string;
  readonly script: TextScript;
  /** Width by height of the card; default ID-1 (ISO/IEC 7810). */
  readonly proportions?: number;
  /** ISO 3166-1 alpha-3 of the state that issues it: the `country` of Identification Data. */
  readonly country?: string;
  readonly sides: Readonly<Partial<Record<Side, SideTemplate>>>;
}

/** The value of a field. */
export interface FieldReading {
  readonly text: string;
  /** Mean character probability, 0..1. */
  readonly confidence: number;
  /** Around the value, pixels of the input; absent when it was derived. */
  readonly quad?: Quad;
  /** Its check digit was right. */
  readonly checked: boolean;
  /** A character was replaced to make the check digit right, or the value follows from another field. */
  readonly repaired?: true;
  /** `YYYY-MM-DD`, where the field's format is a date with its full year. */
  readonly date?: string;
}

export type FieldReadings = Readonly<Record<string, FieldReading>>;

export interface DocumentOptions {
  /** Also cut out the portrait. */
  readonly portrait?: boolean;
  /** Also tell whether the card has no colour; for cards that are printed in colour. */
  readonly copyCheck?: boolean;
  /** Derive, and replace by what was derived; default true. */
  readonly rectify?: boolean;
  /** Only this side. */
  readonly side?: Side;
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
}

export interface DocumentInput {
  readonly image: Uint8Array;
  readonly templates: readonly DocumentTemplate[];
  readonly options: DocumentOptions;
}

export interface DocumentResult {
  readonly width: number;
  readonly height: number;
  /** Id of the template that fits, null when none does. */
  readonly template: string | null;
  readonly side: Side | null;
  readonly fields: FieldReadings;
  /** Names of the anchors and labels that were found. */
  readonly seen: readonly string[];
  /** True when the page has any text. */
  readonly hasText: boolean;
  /** Rotation of the text in the input, degrees clockwise, 0..360. */
  readonly angle?: number;
  /** Whether the card is a copy in black and white, when that was asked for. */
  readonly greyCopy?: boolean;
  /** JPEG of head and shoulders; absent when no face was found or none was asked for. */
  readonly portrait?: Uint8Array;
  /** Where it is in the input, pixels. */
  readonly portraitQuad?: Quad;
  readonly steps: readonly Step[];
}
