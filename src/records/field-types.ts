/** One field of bytes of a record. */
export interface FieldOf {
  readonly id: string;
  readonly bytes: Uint8Array;
}
