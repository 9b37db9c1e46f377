/** One field of bytes of a record. */
export interface FieldOf {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A record that was read, or one of which only the id is known: that it is there. */
export interface AsRead {
  readonly id: string;
  readonly version?: string;
}
