import type { Ears } from '../ears.ts';
import { createHotWordTrie } from '../hot-words.ts';
import { joinSounds } from '../join-sounds.ts';
import { StepTimer, timeSteps } from '../step-timer.ts';
import type { StreamInput, StreamOutput } from '../types.ts';
import { noMemory, WINDOW, type VoiceActivity } from '../voice-activity.ts';
import { dropBefore, fromPcm, joinPcm, toPcm } from './sound-window.ts';
import type { StreamState } from './state.ts';
import { Step } from './step.ts';

export type Listener = (input: StreamInput<StreamState>) => Promise<StreamOutput<StreamState>>;

const beginning = (): StreamState => ({
  memory: noMemory(),
  sound: new Int16Array(),
  probabilities: new Float32Array(),
  firstWindow: 0,
  from: 0,
  context: null,
  open: null,
  ended: 0,
});

/**
 * Listens to a live stream, step by step: whatever it knows of the stream is in the state, so that any step can be done
 * anywhere, and done again. A step that brings much sound costs as much as hearing it once.
 */
export const createListener =
  ({ voiceActivity, moonshine }: Ears): Listener =>
  async ({ options, state, sound, isLast }) => {
    const timer = new StepTimer(['voiceActivity', 'encode', 'decodeText']);
    const before = state ?? beginning();
    const heard = await timer.time('voiceActivity', () => hearMore(voiceActivity, before, sound, isLast));
    const hotWords = options.hotWords?.length ? createHotWordTrie(options.hotWords) : undefined;
    const step = new Step({ moonshine: timeSteps(moonshine, timer), options, hotWords }, heard, before);
    const end = heard.first + heard.probabilities.length;
    for (let window = heard.first + before.probabilities.length; window < end; window++)
      await step.take(window);
    if (isLast && step.open) await step.finish(end);
    else await step.lookAround(end);
    const { first, pcm, probabilities } = dropBefore(heard, step.first);
    return {
      state: {
        memory: heard.memory,
        sound: pcm,
        probabilities,
        firstWindow: first,
        from: step.from,
        context: step.context,
        open: step.open,
        ended: step.ended,
      },
      events: step.events,
      steps: timer.steps(),
    };
  };

/** The sound so far with what came, and its voice activity as far as it goes in whole windows; to its end, when nothing follows. */
async function hearMore(
  voiceActivity: VoiceActivity,
  before: StreamState,
  sound: Float32Array,
  isLast: boolean,
) {
  const joined = joinPcm(before.sound, toPcm(sound));
  const windows = isLast ? Math.ceil(joined.length / WINDOW) : Math.floor(joined.length / WINDOW);
  const pcm = isLast ? joinPcm(joined, new Int16Array(windows * WINDOW - joined.length)) : joined;
  const fresh = fromPcm(pcm.subarray(before.probabilities.length * WINDOW, windows * WINDOW));
  const { probabilities, memory } = await voiceActivity.goOn(fresh, before.memory);
  return {
    first: before.firstWindow,
    pcm,
    probabilities: joinSounds([before.probabilities, probabilities]),
    memory,
  };
}
