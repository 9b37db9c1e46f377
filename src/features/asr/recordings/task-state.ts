import type { PartOutcome, TaskState, TaskStatus } from '../../../tasks/types.ts';
import { errorMessage } from '../../error-messages/message.ts';
import { ApiError } from '../../errors.ts';
import type { Heard } from './hearing.ts';
import { orderedSentences, resultText } from './result-text.ts';
import { sentenceDetails, type SentenceDetail } from './sentence-details.ts';
import { settingsOf } from './settings.ts';

/** Of the API. */
export const STATES = {
  waiting: { Status: 0, StatusStr: 'waiting' },
  running: { Status: 1, StatusStr: 'doing' },
  done: { Status: 2, StatusStr: 'success' },
  failed: { Status: 3, StatusStr: 'failed' },
  expired: { Status: 3, StatusStr: 'failed' },
  cancelled: { Status: 3, StatusStr: 'failed' },
} as const satisfies Readonly<Record<TaskState, { Status: number; StatusStr: string }>>;

const ENDED_EARLY: Readonly<Partial<Record<TaskState, string>>> = {
  expired: 'The audio was deleted before all of it was heard.',
  cancelled: 'The task was cancelled.',
};

/** What can be told of the task of a recording. */
export interface RecordingState {
  readonly state: TaskState;
  /** Empty: nothing failed. */
  readonly errorMessage: string;
  /** The code that stands for it; null: there is none. */
  readonly errorCode: string | null;
  readonly text: string;
  readonly details: readonly SentenceDetail[] | undefined;
  readonly audioSeconds: number;
}

/** @param outcome of its one part; null: there is none, or not any more */
export const recordingState = ({ order, state }: TaskStatus, outcome: PartOutcome | null): RecordingState => {
  const nothing = { state, errorMessage: '', errorCode: null, text: '', details: undefined, audioSeconds: 0 };
  if (state === 'waiting' || state === 'running') return nothing;
  if (state === 'done' && outcome?.output) {
    const heard = outcome.output as unknown as Heard;
    const settings = settingsOf(order);
    const sentences = orderedSentences(heard.sentences, settings);
    return {
      ...nothing,
      text: resultText(sentences, settings),
      details: sentenceDetails(sentences, settings, heard.libraries),
      audioSeconds: Math.round(heard.audioSeconds * 1000) / 1000,
    };
  }
  const errorCode = outcome?.result ?? null;
  return { ...nothing, errorCode, errorMessage: ENDED_EARLY[state] ?? saying(errorCode) };
};

const saying = (code: string | null): string =>
  code === null ? 'The result was deleted.' : `${code}: ${errorMessage(new ApiError(code), 'en-US')}`;
