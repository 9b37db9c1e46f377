import { decodeBlocks } from '../decode-audio.ts';
import type { Ears } from '../ears.ts';
import { ByteCursor, type ByteFeed } from '../formats/byte-cursor.ts';
import { createHotWordTrie } from '../hot-words.ts';
import { SoundIntake } from '../sound-intake.ts';
import { hearerOf } from '../hearer.ts';
import type { StepTimer } from '../step-timer.ts';
import type { RecordingOptions, SpokenSentence } from '../types.ts';
import type { VoiceActivity } from '../voice-activity.ts';
import { ChannelListener } from './channel-listener.ts';

/** What is reported at least that often, so that others have their turn, milliseconds of work. */
const LONGEST_TURN_MS = 200;

/** How far a recording has been heard. */
export interface HeardSoFar {
  readonly heardSeconds: number;
  /** 0 until anything was decoded; then 1 or 2. */
  readonly channels: number;
  /** Bytes that have been read. */
  readonly position: number;
  readonly sentences: readonly SpokenSentence[];
}

/**
 * Hears a recording from its start to its end in one pass.
 * @yields after each stretch that was heard, and now and then between them; at the end once more
 * @throws EngineError `unreadable-audio`, `unsupported-audio` or `too-long`
 */
export async function* hearRecording(
  feed: ByteFeed,
  options: RecordingOptions,
  ears: Ears,
  timer: StepTimer,
): AsyncGenerator<HeardSoFar, void, undefined> {
  const cursor = new ByteCursor(feed);
  const intake = new SoundIntake(options.maxSeconds, options.channels === 'apart');
  const listeners: ChannelListener[] = [];
  const common = {
    words: options.words ?? false,
    hotWords: options.hotWords?.length ? createHotWordTrie(options.hotWords) : undefined,
  };
  const hear = await hearerOf(ears, options.model, timer);
  const activity = timeActivity(ears, timer);
  const soFar = (sentences: readonly SpokenSentence[]): HeardSoFar => ({
    heardSeconds: intake.seconds,
    channels: listeners.length,
    position: cursor.position,
    sentences,
  });
  let turnStart = performance.now();
  for await (const block of decodeBlocks(cursor, options)) {
    const sounds = intake.add(block);
    while (listeners.length < sounds.length)
      listeners.push(new ChannelListener(hear, activity, { ...common, channel: listeners.length }));
    for (const [channel, sound] of sounds.entries())
      for await (const sentences of listeners[channel]!.push(sound)) {
        yield soFar(sentences);
        turnStart = performance.now();
      }
    if (performance.now() - turnStart < LONGEST_TURN_MS) continue;
    yield soFar([]);
    turnStart = performance.now();
  }
  for (const [channel, sound] of intake.finish().entries())
    for await (const sentences of listeners[channel]!.push(sound)) yield soFar(sentences);
  for (const listener of listeners) for await (const sentences of listener.finish()) yield soFar(sentences);
  yield soFar([]);
}

const timeActivity = ({ voiceActivity }: Ears, timer: StepTimer): VoiceActivity => ({
  probabilities: (sound) => timer.time('voiceActivity', () => voiceActivity.probabilities(sound)),
  goOn: (sound, memory) => timer.time('voiceActivity', () => voiceActivity.goOn(sound, memory)),
});
