import type { DetectedFace, FaceOptions, FaceQuality, SideLimits, Step } from '../types.ts';

/** A face, and how much it looks like one that is there rather than a picture of one. */
export interface JudgedFace extends DetectedFace {
  /** Probability that the network gives for a live face, 0..100. Weak evidence: see docs/ekyc.md. */
  readonly liveness: number;
}

export interface LivenessInput {
  /** PNG, JPEG or BMP. */
  readonly image: Uint8Array;
  readonly options: FaceOptions;
}

export interface LivenessResult {
  readonly width: number;
  readonly height: number;
  /** Largest first. */
  readonly faces: readonly JudgedFace[];
  readonly steps: readonly Step[];
}

/** What a person may be asked to do before a camera. */
export type Motion = 'open-mouth' | 'blink' | 'nod' | 'shake';

/** What shows somebody for a few seconds: a video file, or pictures in the order in which they were taken. */
export type Capture =
  | { readonly kind: 'video'; readonly video: Uint8Array }
  | { readonly kind: 'frames'; readonly frames: readonly Uint8Array[] };

export interface CaptureInput {
  readonly capture: Capture;
  /** In the order in which they were asked for; none: the person need not do anything. */
  readonly motions: readonly Motion[];
  readonly sideLimits?: SideLimits;
}

/** Why a capture cannot be judged. */
export type CaptureProblem =
  | 'too-short'
  | 'no-face'
  | 'several-faces'
  /** The faces of the frames are not of one person. */
  | 'face-changes'
  | 'face-too-small'
  /** The same picture again and again. */
  | 'still'
  | 'too-dark'
  | 'too-bright'
  | 'blurred';

export interface BestFrame {
  readonly jpeg: Uint8Array;
  /** 512 values, L2-normalised. */
  readonly embedding: Float32Array;
  readonly quality: FaceQuality;
}

export interface CaptureResult {
  /** Null: it was judged. */
  readonly problem: CaptureProblem | null;
  /** Frames that were looked at. */
  readonly frames: number;
  /** Median over the frames, 0..100; 0 where it was not judged. */
  readonly liveness: number;
  /** The motion that was not seen at its turn; null: all were. */
  readonly missing: Motion | null;
  /** The frame that shows the face best; null where none shows one. */
  readonly best: BestFrame | null;
  readonly steps: readonly Step[];
}
