import type { Quad, Step } from '../types.ts';

/** What a piece of a business card says. `note`: none of the others. */
export type CardFieldKind =
  | 'name'
  | 'english-name'
  | 'company'
  | 'english-company'
  | 'title'
  | 'english-title'
  | 'department'
  | 'english-department'
  | 'address'
  | 'english-address'
  | 'mobile'
  | 'phone'
  | 'fax'
  | 'email'
  | 'web'
  | 'postcode'
  | 'qq'
  | 'wechat'
  | 'weibo'
  | 'msn'
  | 'account'
  | 'note';

/** A value of a business card; several may be of one kind. */
export interface CardField {
  readonly kind: CardFieldKind;
  readonly text: string;
  readonly confidence: number;
  readonly quad: Quad;
}

/** Coordinates are pixels of the input. */
export interface BusinessCardResult {
  readonly width: number;
  readonly height: number;
  /** Rotation of the text in degrees, clockwise, 0..360. */
  readonly angle: number;
  readonly hasText: boolean;
  /** From the top, then from the left; empty when it is no business card. */
  readonly fields: readonly CardField[];
  readonly steps: readonly Step[];
}
