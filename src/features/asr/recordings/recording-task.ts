import { shelf } from '../../../tasks/shelf.ts';
import type { Json, TaskEnd, TaskOrder } from '../../../tasks/types.ts';
import type { ServedTaskKind } from '../../task-kind.ts';
import { hearing } from './hearing.ts';
import { noticeForm } from './notice.ts';
import { settingsOf } from './settings.ts';
import { newTaskNumber, timeOfTaskNumber } from './task-number.ts';

/** Tasks of one account that have not ended: most of them are a URL and nothing else yet. */
const MOST_UNFINISHED = 1_000;

/** Recordings that are heard side by side; each goes through the workers step by step, between what others ask of them. */
const HEARD_AT_ONCE = 4;

/** Content that one of the shelves is given: an order, an end, a notice or an outcome. */
interface Content {
  readonly order?: TaskOrder;
  readonly end?: TaskEnd;
  readonly output?: { readonly engineType?: string; readonly audioSeconds?: number } | null;
}

const results = shelf<'asr.results', Json>(
  'asr.results',
  (content, { taskId, caller: { appId, uin } }) => {
    const { order, end, output } = content as Content;
    const ordered = order ?? end?.order;
    return {
      appId,
      uin,
      resultText: JSON.stringify(content),
      audioTime: output?.audioSeconds ?? 0,
      engineType: (ordered ? settingsOf(ordered).engineType : output?.engineType) ?? '',
      createTime: timeOfTaskNumber(taskId),
    };
  },
  ({ resultText }) => (resultText === undefined ? undefined : (JSON.parse(resultText) as Json)),
);

/** Audio goes when it was heard, or after a day; what was said, how that was ordered and how it ended, after a week. */
export const recordingTask: ServedTaskKind = {
  name: 'recording',
  notes: results,
  results,
  file: shelf<'asr.audio', Uint8Array>(
    'asr.audio',
    (audio) => ({ audio }),
    ({ audio }) => audio,
  ),
  newId: newTaskNumber,
  mostUnfinished: MOST_UNFINISHED,
  partsAtOnce: HEARD_AT_ONCE,
  callOf(part, means) {
    const { engineType, channels, format } = settingsOf(part.order);
    const parameters = { EngineModelType: engineType, ChannelNum: channels, ResTextFormat: format };
    return { action: hearing(part, means), parameters };
  },
  noticeOf: noticeForm,
};
