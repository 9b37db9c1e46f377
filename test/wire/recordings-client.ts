import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asr } from 'tencentcloud-sdk-nodejs/tencentcloud/services/asr/index.js';
import type {
  CreateRecTaskRequest,
  TaskStatus,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/asr/v20190614/asr_models.js';
import type { Engine } from '../../src/engine/jobs.ts';
import type { AudioSource, RecordingOptions, SpokenSentence } from '../../src/engine/speech/types.ts';
import { EngineError } from '../../src/engine/types.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { clientSettings, type ClientTarget } from '../support/sdk.ts';

export type RecordingsClient = InstanceType<typeof asr.v20190614.Client>;

export const recordingsClient = (target: ClientTarget): RecordingsClient =>
  new asr.v20190614.Client(clientSettings(target));

/** What every order says, unless it says otherwise. */
export const ORDER: CreateRecTaskRequest = {
  EngineModelType: '16k_en',
  ChannelNum: 1,
  ResTextFormat: 0,
  SourceType: 1,
};

/** Polls until a task has ended. */
export const heard = async (client: RecordingsClient, TaskId: number, pauseMs = 40): Promise<TaskStatus> => {
  for (;;) {
    const { Data } = await client.DescribeTaskStatus({ TaskId });
    if (Data && (Data.Status ?? 0) > 1) return Data;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};

/** Fake audio says what is to be heard in it: sentences between full stops, half a second a word. */
export const fakeAudio = (said: string): Buffer => Buffer.from(`AUDIO ${said}`);

const sentencesIn = (said: string, channels: number): SpokenSentence[] => {
  let at = 0;
  return said
    .split(/(?<=\.)\s+/)
    .filter(Boolean)
    .map((text, i) => {
      const startMs = at;
      const words = text.split(' ').map((word) => ({ text: word, startMs: at, endMs: (at += 500) }));
      const channel = channels === 2 ? i % 2 : 0;
      return { text, startMs, endMs: at, words, channel, meanLogProbability: -0.1 };
    });
};

export interface Hearing {
  readonly source: AudioSource;
  readonly options: RecordingOptions;
  /** The words of the fake audio. */
  readonly said: string;
  readonly signal: AbortSignal | undefined;
}

/** An engine that hears fake audio, once `before` lets it. */
export const listeningEngine = (before: (hearing: Hearing) => Promise<void> = async () => {}): Engine =>
  fakeEngine({
    hearRecording: async (source, options, watch = {}) => {
      const text = Buffer.from(await source.read(0, Math.min(source.size, 4096))).toString();
      if (!text.startsWith('AUDIO ')) throw new EngineError('unreadable-audio', 'no audio');
      const said = text.slice(6);
      await before({ source, options, said, signal: watch.signal });
      watch.signal?.throwIfAborted();
      const sentences = sentencesIn(said, options.channels === 'apart' ? 2 : 1);
      const audioSeconds = (sentences.at(-1)?.endMs ?? 0) / 1000;
      watch.onProgress?.({ heardSeconds: audioSeconds, share: 1, sentences });
      return { audioSeconds, channels: 1, sentences, steps: [{ name: 'hear', ms: 1 }] };
    },
  });

export interface Site extends AsyncDisposable {
  readonly port: number;
  /** On a name that only the server under test resolves. */
  url(path: string): string;
}

/** A web site on this machine, as a caller's file server or the receiver of its callbacks. */
export const startSite = async (
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Site> => {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path) => `http://files.example:${port}${path}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Lets a server under test reach one site of this machine. */
export const allowing = (...ports: readonly (() => number)[]) => ({
  resolve: async () => ['127.0.0.1'],
  allow: (address: string, port: number) => address === '127.0.0.1' && ports.some((of) => of() === port),
});
