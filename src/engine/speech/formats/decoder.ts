import type { ByteCursor } from './byte-cursor.ts';

/** What a decoder gives at once. */
export interface SoundBlock {
  /** One array a channel, -1..1, of equal length; valid until the next block is asked for. */
  readonly channels: readonly Float32Array[];
  /** Hz. */
  readonly rate: number;
}

/**
 * Decodes what the cursor stands before, block by block, at most some seconds of sound each. It gives what it has before it waits
 * for bytes of a live stream.
 * @throws EngineError `unreadable-audio` or `unsupported-audio`; decoders of other makers throw what they like
 */
export type Decoder = (cursor: ByteCursor) => AsyncGenerator<SoundBlock, void, undefined>;
