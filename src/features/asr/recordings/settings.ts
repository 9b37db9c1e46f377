import type { Json, TaskOrder } from '../../../tasks/types.ts';
import type { EngineType } from '../engine-types.ts';
import type { WordingOptions } from '../wording/reword.ts';

/** 0: sentences; 1: and their words, without punctuation; 2: with it; 3: as 2, in captions. */
export type ResultFormat = 0 | 1 | 2 | 3;

/** What the task of a recording has to know, besides its audio: no personal data. */
export interface RecordingSettings {
  readonly engineType: EngineType;
  readonly format: ResultFormat;
  /** 2: the two sides of a call are heard each for itself. */
  readonly channels: 1 | 2;
  readonly wording: WordingOptions;
  /** Characters of a caption; 0: as many as the API allows. */
  readonly sentenceMaxLength: number;
}

/** What `CreateRecTask` put there. */
export const settingsOf = ({ settings }: Pick<TaskOrder, 'settings'>): RecordingSettings =>
  settings as unknown as RecordingSettings;

export const asSettings = (settings: RecordingSettings): Json => ({ ...settings });
