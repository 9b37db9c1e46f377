import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../../../engine/jobs.ts';
import { joinSounds } from '../../../engine/speech/join-sounds.ts';
import { SPEECH_RATE } from '../../../engine/speech/resample.ts';
import type { StreamEvent, StreamOptions } from '../../../engine/speech/types.ts';
import { EngineError, type Step } from '../../../engine/types.ts';
import type { LiveSound } from './live-sound.ts';
import type { Talk, TalkEnd } from './talk.ts';

/** Less new sound than this is not worth a step; more than the other would keep a worker from everybody else. */
export const STEP_SAMPLES = 0.08 * SPEECH_RATE;
const LONGEST_STEP_SAMPLES = 5 * SPEECH_RATE;

/** How often a step is tried that no worker has room for, and the wait before each time. */
const ROOM_TRIES = 20;
const ROOM_WAIT_MS = 250;

type Listening = Pick<Engine, 'listenOn'>;
type State = Parameters<Listening['listenOn']>[0]['state'];

export interface Listened {
  readonly end: TalkEnd | 'undecodable';
  /** Sound that went through a recogniser, seconds. */
  readonly seconds: number;
  /** Time spent, summed by step. */
  readonly steps: readonly Step[];
}

/**
 * Listens to somebody who speaks until the end: one step at a time, and what comes meanwhile is for the next one.
 * @throws EngineError when a recogniser fails for good
 */
export async function listen(
  talk: Talk,
  sound: LiveSound,
  options: StreamOptions,
  engine: Listening,
  onEvents: (events: readonly StreamEvent[]) => void,
): Promise<Listened> {
  const steps = new Map<string, number>();
  let state: State = null;
  let samples = 0;
  const step = async (piece: Float32Array, isLast: boolean): Promise<void> => {
    const output = await tried(() => engine.listenOn({ options, state, sound: piece, isLast }, talk.gone));
    state = output.state;
    samples += piece.length;
    for (const { name, ms } of output.steps) steps.set(name, (steps.get(name) ?? 0) + ms);
    onEvents(output.events);
  };
  const listened = (end: Listened['end']): Listened => ({
    end,
    seconds: samples / SPEECH_RATE,
    steps: [...steps].map(([name, ms]) => ({ name, ms })),
  });

  let waiting: Float32Array = new Float32Array(0);
  while (true) {
    const said = await talk.next();
    if (said.end === 'gone') return listened('gone');
    try {
      const pieces = [waiting];
      if (said.frames.length > 0) pieces.push(await sound.push(said.frames));
      if (said.end !== null) pieces.push(await sound.end());
      waiting = joinSounds(pieces);
    } catch (error) {
      if (talk.gone.aborted) return listened('gone');
      if (!isUndecodable(error)) throw error;
      return listened('undecodable');
    }
    try {
      while (waiting.length >= STEP_SAMPLES || said.end !== null) {
        const piece = waiting.slice(0, LONGEST_STEP_SAMPLES);
        waiting = waiting.slice(piece.length);
        const isLast = said.end !== null && waiting.length === 0;
        await step(piece, isLast);
        if (isLast) return listened(said.end);
      }
    } catch (error) {
      if (talk.gone.aborted) return listened('gone');
      throw error;
    }
  }
}

/** The caller's doing, who is billed for what was heard before. */
const isUndecodable = (error: unknown): boolean =>
  error instanceof EngineError &&
  ['unreadable-audio', 'unsupported-audio', 'too-long'].includes(error.reason);

/** A step that was lost with its worker is done again by another: its whole state is here. Where there is no room, it waits. */
async function tried<T>(step: () => Promise<T>): Promise<T> {
  let died = false;
  for (let refusals = 0; ;) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.reason === 'worker-died' && !died) died = true;
      else if (error.reason === 'overloaded' && ++refusals < ROOM_TRIES) await delay(ROOM_WAIT_MS);
      else throw error;
    }
  }
}
