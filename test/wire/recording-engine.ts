import type { Engine } from '../../src/engine/jobs.ts';
import type { AudioSource, RecordingOptions, SpokenSentence } from '../../src/engine/speech/types.ts';
import { EngineError } from '../../src/engine/types.ts';
import { fakeEngine } from '../support/fake-engine.ts';

const word = (text: string, startMs: number) => ({ text, startMs, endMs: startMs + 300 });

export const SAID: readonly SpokenSentence[] = [
  {
    text: 'Hello, um, QUILLFEATHER.',
    startMs: 100,
    endMs: 1200,
    words: [word('Hello,', 100), word('um,', 500), word('QUILLFEATHER.', 900)],
    channel: 0,
    meanLogProbability: -0.25,
  },
  {
    text: 'Goodbye & thanks.',
    startMs: 1500,
    endMs: 2500,
    words: [word('Goodbye', 1500), word('&', 1900), word('thanks.', 2200)],
    channel: 0,
    meanLogProbability: null,
  },
];

const ANSWER: SpokenSentence = {
  text: 'Yes.',
  startMs: 1200,
  endMs: 1400,
  words: [word('Yes.', 1200)],
  channel: 1,
  meanLogProbability: -0.5,
};

export interface Heard {
  readonly options: RecordingOptions;
  readonly bytes: Uint8Array;
}

/** The whole of a source, in pieces that do not fit those it came in. */
async function readAll(source: AudioSource): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < source.size; at += 1009) pieces.push(await source.read(at, 1009));
  return Buffer.concat(pieces);
}

/** Says the same of every recording, and remembers what it was asked; what begins with `noise` cannot be read. */
export function recordingEngine(heard: Heard[] = []): Engine {
  return fakeEngine({
    hearRecording: async (source, options, watch) => {
      const bytes = await readAll(source);
      heard.push({ options, bytes });
      const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
      if (start.startsWith('noise')) throw new EngineError('unreadable-audio', 'cannot be read');
      if (start.startsWith('forever')) {
        watch?.signal?.throwIfAborted();
        await new Promise((_, reject) =>
          watch?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        );
      }
      const apart = options.channels === 'apart';
      const plain = apart ? [...SAID, ANSWER] : SAID;
      const sentences = options.words ? plain : plain.map(({ words: _, ...rest }) => rest);
      for (const [i, sentence] of sentences.entries())
        watch?.onProgress?.({ heardSeconds: i, share: i / sentences.length, sentences: [sentence] });
      const steps = [{ name: 'hear', ms: 3 }];
      return { audioSeconds: 2.75, channels: apart ? 2 : 1, sentences, steps };
    },
  });
}
