import type { OpenSession } from './sessions.ts';
import { joinSounds } from './speech/join-sounds.ts';
import type {
  LiveDecoder,
  LongListening,
  RecordingOutput,
  RecordingWatch,
  SessionName,
} from './speech/recording/types.ts';
import type { AudioSource, RecordingOptions, RecordingResult, SpokenSentence } from './speech/types.ts';
import { EngineError, type AudioFormat } from './types.ts';

interface Sessions {
  open<S extends SessionName>(name: S, signal?: AbortSignal): Promise<OpenSession<S>>;
}

/** Bytes of a live stream that go into one step. */
const PUSH_BYTES = 16 * 1024;

/** The callers' end of what takes many steps. */
export const longListening = (sessions: Sessions): LongListening => ({
  hearRecording: (source, options, watch) => hearRecording(sessions, source, options, watch ?? {}),
  openDecoder: (format, pcmSampleRate) => openDecoder(sessions, format, pcmSampleRate),
});

/** Rejects as soon as the signal is aborted, whatever becomes of the promise. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort));
}

async function hearRecording(
  sessions: Sessions,
  source: AudioSource,
  options: RecordingOptions,
  { onProgress, signal }: RecordingWatch,
): Promise<RecordingResult> {
  const { size } = source;
  const sentences: SpokenSentence[] = [];
  let audioSeconds = 0;
  let channels = 1;
  const tell = (output: RecordingOutput & { type: 'heard' }): void => {
    sentences.push(...output.sentences);
    audioSeconds = output.heardSeconds;
    channels = Math.max(1, output.channels);
    const share = Math.min(1, output.position / Math.max(1, size));
    onProgress?.({ heardSeconds: audioSeconds, share, sentences: output.sentences });
  };
  const session = await sessions.open('recording', signal);
  try {
    const step = (input: Parameters<typeof session.step>[0]): Promise<RecordingOutput> =>
      orAborted(session.step(input), signal);
    let output = await step({ opening: { size, options } });
    while (output.type !== 'end') {
      if (output.type === 'heard') {
        tell(output);
        output = await step({});
      } else {
        // A source that says more than was asked for is not believed; one that says less has come to its end.
        const bytes = await orAborted(source.read(output.from, output.length), signal);
        output = await step({ bytes: bytes.subarray(0, output.length) });
      }
    }
    const inOrder = sentences.toSorted((a, b) => a.startMs - b.startMs || a.channel - b.channel);
    return { audioSeconds, channels, sentences: inOrder, steps: output.steps };
  } finally {
    session.end();
  }
}

function openDecoder(
  sessions: Sessions,
  format: AudioFormat,
  pcmSampleRate: 8000 | 16000 = 16_000,
): LiveDecoder {
  const closing = new AbortController();
  const opening = sessions.open('decoder', closing.signal);
  // Where nothing is ever pushed, nobody hears that there was no room.
  opening.catch(() => {});
  let last: Promise<unknown> = opening;
  const step = async (bytes: Uint8Array, isLast: boolean): Promise<Float32Array> => {
    closing.signal.throwIfAborted();
    const session = await opening;
    const sounds: Float32Array[] = [];
    for (let at = 0; at < bytes.length || (isLast && at === 0); at += PUSH_BYTES) {
      const part = bytes.subarray(at, at + PUSH_BYTES);
      const isEnd = isLast && at + PUSH_BYTES >= bytes.length;
      sounds.push(await session.step({ format, pcmSampleRate, bytes: part, isLast: isEnd }));
    }
    return joinSounds(sounds);
  };
  const inTurn = (bytes: Uint8Array, isLast: boolean): Promise<Float32Array> => {
    const sound = last.then(() => step(bytes, isLast));
    last = sound;
    last.catch(() => {});
    return sound;
  };
  const close = (): void => {
    if (closing.signal.aborted) return;
    closing.abort(new EngineError('worker-died', 'the decoder was closed'));
    void opening.then(
      (session) => session.end(),
      () => {},
    );
  };
  return {
    push: (bytes) => inTurn(bytes, false),
    end: () => inTurn(new Uint8Array(0), true).finally(close),
    close,
  };
}
