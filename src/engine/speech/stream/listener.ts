import type { Ears } from '../ears.ts';
import { hearStretch } from '../hear.ts';
import { createHotWordTrie } from '../hot-words.ts';
import { SPEECH_RATE } from '../resample.ts';
import { segment } from '../segment.ts';
import type { StreamEvent, StreamInput, StreamOutput } from '../types.ts';
import { noMemory, WINDOW } from '../voice-activity.ts';
import type { StreamState } from './state.ts';

/** Listens to a live stream, step by step. */
export function createListener({ voiceActivity, moonshine }: Ears) {
  return async (input: StreamInput<StreamState>): Promise<StreamOutput<StreamState>> => {
    const old = input.state;
    const sound = Float32Array.of(...(old?.sound ?? []), ...input.sound);
    const state = { memory: noMemory(), sound, dropped: 0, probabilities: new Float32Array(), ended: 0 };
    if (!input.isLast) return { state, events: [], steps: [] };
    const probabilities = await voiceActivity.probabilities(sound);
    const events: StreamEvent[] = [];
    for (const { start, end, sureSeconds } of segment(probabilities, sound.length)) {
      const sentences = await hearStretch(moonshine, sound.slice(start, end), {
        startMs: (start / SPEECH_RATE) * 1000,
        channel: 0,
        sureSeconds,
        probabilities: probabilities.subarray(start / WINDOW, Math.ceil(end / WINDOW)),
        words: input.options.words ?? false,
        hotWords: createHotWordTrie(input.options.hotWords ?? []),
      });
      for (const { text, startMs, endMs, words } of sentences) {
        const event = { index: state.ended++, startMs, endMs, text, stableLength: text.length };
        events.push({ type: 'begin', ...event }, { type: 'end', ...event, ...(words && { words }) });
      }
    }
    return { state, events, steps: [] };
  };
}
