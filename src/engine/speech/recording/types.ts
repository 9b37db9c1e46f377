import type { AudioFormat, Step } from '../../types.ts';
import type {
  AudioSource,
  RecordingOptions,
  RecordingProgress,
  RecordingResult,
  SpokenSentence,
} from '../types.ts';

/** Who follows a recording while it is heard. */
export interface RecordingWatch {
  readonly onProgress?: (progress: RecordingProgress) => void;
  /** An abort frees the caller at once and ends the hearing at its next step. */
  readonly signal?: AbortSignal;
}

/** Compressed audio that comes piece by piece, and the sound in it. Whoever opens one closes it. */
export interface LiveDecoder {
  /**
   * Calls may follow each other without waiting; they are answered in order.
   * @param bytes what came next, cut anywhere
   * @returns the sound that is complete with them, maybe none: mono, 16 kHz, -1..1
   * @throws EngineError `unreadable-audio`, `unsupported-audio`, `overloaded`, `worker-died` or `timeout`; nothing can be pushed afterwards
   */
  push(bytes: Uint8Array): Promise<Float32Array>;
  /** Nothing follows. @returns the rest of the sound; whatever was cut short is left out */
  end(): Promise<Float32Array>;
  /** Forgets it; may be called at any time and more than once. */
  close(): void;
}

/** What the engine does in many steps between which its worker does other things. */
export interface LongListening {
  /**
   * Hears audio of any length in bounded memory; bytes are asked of the source as they are needed.
   * @throws EngineError `unreadable-audio`, `unsupported-audio`, `too-long`, `overloaded`, `worker-died` or `timeout`
   *   (a step's); whatever `source.read` throws; the signal's reason
   */
  hearRecording(
    source: AudioSource,
    options: RecordingOptions,
    watch?: RecordingWatch,
  ): Promise<RecordingResult>;
  /**
   * A decoder for a live stream in one of the listed formats. A stream with a known mark is read as what it is.
   * @param pcmSampleRate Hz of raw `pcm`; default 16,000
   */
  openDecoder(format: AudioFormat, pcmSampleRate?: 8000 | 16000): LiveDecoder;
}

/** What a worker keeps between two steps of the same thing; `input` and `output` are what crosses to it. */
export interface Sessions {
  recording: { input: RecordingInput; output: RecordingOutput };
  decoder: { input: DecoderInput; output: Float32Array };
}

export type SessionName = keyof Sessions;

/** One of them, in a worker. A step begins only after the last has ended. */
export interface Session<S extends SessionName> {
  step(input: Sessions[S]['input']): Promise<Sessions[S]['output']>;
  /** Gives back whatever it holds; nothing follows. */
  close(): void;
}

export interface RecordingInput {
  /** With the first step: bytes of the recording, and how to hear it. */
  readonly opening?: { readonly size: number; readonly options: RecordingOptions };
  /** What the last step asked for. */
  readonly bytes?: Uint8Array;
}

export type RecordingOutput =
  | { readonly type: 'ask'; readonly from: number; readonly length: number }
  | {
      readonly type: 'heard';
      readonly heardSeconds: number;
      readonly channels: number;
      /** Bytes that have been read. */
      readonly position: number;
      readonly sentences: readonly SpokenSentence[];
    }
  | { readonly type: 'end'; readonly steps: readonly Step[] };

export interface DecoderInput {
  readonly format: AudioFormat;
  readonly pcmSampleRate?: 8000 | 16000;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}
