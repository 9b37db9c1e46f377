import type { HotWord } from '../../../engine/speech/types.ts';
import type { Attachment, Json, TaskOrder } from '../../../tasks/types.ts';
import type { EngineType } from '../engine-types.ts';
import type { WordingOptions } from '../wording/reword.ts';

/** How a stream is to be heard and told: no personal data. */
export interface StreamSettings {
  readonly engineType: EngineType;
  readonly wording: WordingOptions;
  /** 0: no words; 1: without punctuation; 2: with it. */
  readonly wordInfo: number;
}

/** What `CreateAsyncRecognitionTask` put there. */
export const settingsOf = ({ settings }: Pick<TaskOrder, 'settings'>): StreamSettings =>
  settings as unknown as StreamSettings;

export const asSettings = (settings: StreamSettings): Json => ({ ...settings });

/** What is the caller's own business: sealed as audio is, and gone when the task ends. */
export interface PrivatePart {
  readonly url: string;
  readonly callbackUrl: string;
  /** Goes into the signature of what is told; empty: nothing is signed. */
  readonly signToken: string;
  readonly hotWords: readonly HotWord[];
}

export const encodePrivatePart = (part: PrivatePart): Uint8Array => Buffer.from(JSON.stringify(part));

export const decodePrivatePart = (content: Uint8Array): PrivatePart =>
  JSON.parse(Buffer.from(content).toString()) as PrivatePart;

/** Name of what is there as long as the stream may be heard: it is kept with the order, and goes with it. */
export const OPEN = 'open';

export const openMark: Attachment = { name: OPEN, group: OPEN, content: Buffer.from([1]) };
