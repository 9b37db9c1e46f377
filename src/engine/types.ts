/** What recognition takes and gives. Coordinates are pixels of the input image after EXIF rotation, unless said otherwise. */

/** One timed step of a call, for its operation log: no personal data. */
export interface Step {
  readonly name: string;
  readonly ms: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Top-left, top-right, bottom-right, bottom-left, in reading direction of the text. */
export type Quad = readonly [Point, Point, Point, Point];

/**
 * What letters to expect. `chinese` reads simplified Chinese and English and is the default; the others load a model of their
 * own when first needed and read English letters and digits besides. The `auto` ones find out: see text/scripts/auto-lines.ts.
 */
export type TextScript =
  | 'auto'
  | 'auto-chinese'
  | 'auto-east-asian'
  | 'chinese'
  | 'traditional-chinese'
  | 'japanese'
  | 'korean'
  | 'thai'
  | 'arabic'
  | 'hindi'
  | 'vietnamese'
  | 'malay'
  | 'spanish'
  | 'french'
  | 'german'
  | 'portuguese'
  | 'italian'
  | 'dutch'
  | 'swedish'
  | 'finnish'
  | 'danish'
  | 'norwegian'
  | 'hungarian';

export interface TextOptions {
  /** `accurate` spends about twice the time on small text: a larger detector input; `fast` has a smaller one. */
  readonly mode: 'fast' | 'basic' | 'accurate';
  readonly words?: boolean;
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
  readonly script?: TextScript;
  /** The picture is one upright line: nothing is searched. */
  readonly isLine?: boolean;
  /** The picture stands upright: nothing is turned. */
  readonly isUpright?: boolean;
}

/** What a character may be. */
export interface Candidate {
  readonly text: string;
  /** Probability, 0..1. */
  readonly confidence: number;
}

/** One character of a line; text without spaces. */
export interface WordBox {
  readonly text: string;
  /** Probability, 0..1. */
  readonly confidence: number;
  readonly quad: Quad;
  /** Likeliest first, itself among them; absent where the recogniser was all but certain, or does not tell. */
  readonly candidates?: readonly Candidate[];
}

export interface TextLine {
  readonly text: string;
  /** Mean character probability, 0..1. */
  readonly confidence: number;
  readonly quad: Quad;
  /** Whose recogniser read it; absent: the default one. */
  readonly script?: TextScript;
  /** The line's characters in reading order with their boxes, when asked for. */
  readonly words?: readonly WordBox[];
}

export interface TextResult {
  readonly width: number;
  readonly height: number;
  /** Rotation of the text in degrees, clockwise, that the reader corrected; 0..360. */
  readonly angle: number;
  readonly lines: readonly TextLine[];
  /** Pages of the document when the input was a PDF. */
  readonly pdfPages?: number;
  readonly steps: readonly Step[];
}

export type AudioFormat =
  'wav' | 'pcm' | 'ogg-opus' | 'opus-frames' | 'speex' | 'silk' | 'mp3' | 'm4a' | 'aac' | 'amr' | 'flac';

export interface SpokenWord {
  readonly text: string;
  /** Milliseconds from the start of the audio; approximate. */
  readonly startMs: number;
  readonly endMs: number;
}

/** Bounds on the sides of a picture, pixels. */
export interface SideLimits {
  readonly shortest: number;
  readonly longestJpeg: number;
  readonly longestOther: number;
}

export interface FaceOptions {
  /** A picture beyond them is refused before it is decoded; absent: the decoder's own limits alone. */
  readonly sideLimits?: SideLimits;
  /** 1..120. Largest faces first. */
  readonly maxFaces: number;
  /** Smallest height of a face box to report, pixels. */
  readonly minFaceSize: number;
  /** Also return an embedding of each face; `careful` averages it with the mirrored face's, for about 40 % more time. */
  readonly embed?: boolean | 'careful';
  /** Try the image turned by 90, 180 and 270 degrees when no face is found. */
  readonly rotate?: boolean;
  readonly quality?: boolean;
  /** Also look for the pupils. */
  readonly pupils?: boolean;
  /** Also return the dense mesh; its model loads when it is first asked for. */
  readonly dense?: boolean;
  /** Also tell whether the lower half of each face is hidden, as by a mask; faces that are need less to be taken for faces. */
  readonly lowerFace?: boolean;
}

/** How much of each part is in sight, 0..100; a part that cannot be judged is absent. */
export interface FaceCompleteness {
  readonly eyebrow?: number;
  readonly eye?: number;
  readonly nose?: number;
  readonly cheek?: number;
  readonly mouth?: number;
  readonly chin?: number;
}

export interface FaceQuality {
  /** How fit the face is for recognition as a whole, 0..100. */
  readonly score: number;
  /** 0..100 each. */
  readonly sharpness: number;
  readonly brightness: number;
  readonly completeness?: FaceCompleteness;
}

export interface DetectedFace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Detector probability, 0..1. */
  readonly confidence: number;
  /** Left eye, right eye, nose tip, left and right mouth corner, as seen in the image. */
  readonly landmarks5: readonly Point[];
  /** 68 points in the iBUG 300-W order. */
  readonly landmarks68: readonly Point[];
  /** Head pose in degrees, estimated from the landmarks. */
  readonly pose: { readonly yaw: number; readonly pitch: number; readonly roll: number };
  /** 512 values, L2-normalised. */
  readonly embedding?: Float32Array;
  readonly quality?: FaceQuality;
  /** Centres of the left and the right pupil as seen in the image. */
  readonly pupils?: readonly [Point, Point];
  /** 468 points of the mesh and 5 of each iris: see face/mesh/mesh-network.ts. */
  readonly dense?: readonly Point[];
  /** Whether its lower half is hidden, as by a mask. */
  readonly lowerFaceCovered?: boolean;
}

export interface FaceResult {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly DetectedFace[];
  readonly steps: readonly Step[];
}

/** Why an input could not be processed. The message never holds anything from the input. */
export type EngineErrorReason =
  | 'unreadable-image' // not an image, truncated, or a format that is not supported
  | 'image-too-large' // more pixels than are decoded
  | 'image-too-small'
  | 'unreadable-audio' // not audio of the stated format, truncated or empty
  | 'unsupported-audio' // a real format that no packaged decoder reads
  | 'too-long' // audio or video longer than allowed
  | 'unreadable-video' // not a video, truncated or empty
  | 'unsupported-video' // a real format that no packaged decoder reads
  | 'pdf-page-missing'
  | 'worker-died' // the worker was lost with this job in it
  | 'timeout'
  | 'overloaded'; // the queue is full

export class EngineError extends Error {
  readonly reason: EngineErrorReason;

  constructor(reason: EngineErrorReason, message: string) {
    super(message);
    this.name = 'EngineError';
    this.reason = reason;
  }
}
