/** Why nothing more is heard of somebody who spoke. */
export type TalkEnd =
  | 'said' // the caller has said that it was all
  | 'gone' // the connection is lost
  | 'silent' // nothing came for too long
  | 'unknown-text' // something came that is neither sound nor the end
  | 'closing'; // the server is about to stop

/** What came since one last asked. */
export interface Said {
  /** Messages of sound, in order, as they came. */
  readonly frames: readonly Uint8Array[];
  /** Null: more may follow. */
  readonly end: TalkEnd | null;
}

/** One caller's live connection, as whoever listens sees it. */
export interface Talk {
  /** Waits until there is something. What comes while nobody asks is gathered, up to a bound. */
  next(): Promise<Said>;
  send(message: object): void;
  /** Aborted once the connection is lost: nobody waits for an answer any more. */
  readonly gone: AbortSignal;
}
