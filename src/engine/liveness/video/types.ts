/** One frame as it lies in a file. */
export interface Packet {
  readonly key: boolean;
  /** When it is shown, seconds from the start. */
  readonly at: number;
  readonly data: Uint8Array;
}

/** The pictures of a video file, not decoded yet. */
export interface Track {
  /** `jpeg`, or a codec as WebCodecs name it. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** What the decoder is told beforehand. */
  readonly description: Uint8Array | null;
  /** Degrees clockwise that the picture is turned by when it is shown. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly durationS: number;
  /** In decoding order. */
  packets(): AsyncIterable<Packet>;
}
