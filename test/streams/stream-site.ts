import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Engine } from '../../src/engine/jobs.ts';
import type { StreamEvent } from '../../src/engine/speech/types.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { startSite, type Site } from '../wire/recordings-client.ts';

const RATE = 16_000;

type State = Awaited<ReturnType<Engine['listenOn']>>['state'];

interface Heard {
  readonly samples: number;
  readonly loud: number;
}

/** Says a sentence for each second of sound that is not silent, and what is left of one at the end. */
export const sentenceEngine = (): Engine =>
  fakeEngine({
    listenOn: async ({ options, state, sound, isLast }) => {
      const before = (state as unknown as Heard | null) ?? { samples: 0, loud: 0 };
      const heard = {
        samples: before.samples + sound.length,
        loud: before.loud + sound.filter((sample) => sample !== 0).length,
      };
      const counted = ({ loud }: Heard, whole: boolean) => (whole ? Math.ceil : Math.floor)(loud / RATE);
      const events: StreamEvent[] = [];
      for (let index = counted(before, false); index < counted(heard, isLast); index++) {
        const [startMs, endMs] = [index * 1000, Math.min((index + 1) * 1000, heard.loud / 16)];
        const text = `Number ${index}, damn.`;
        const words = [{ text: `Number ${index},`, startMs, endMs: startMs + 10 }];
        events.push({
          ...{ type: 'end', index, startMs, endMs, text, stableLength: text.length },
          ...(options.words && { words }),
        });
      }
      return { state: heard as unknown as State, events, steps: [{ name: 'listen', ms: 1 }] };
    },
  });

/** Raw sound, 16-bit and mono. */
export const loud = (seconds: number): Buffer => Buffer.alloc(seconds * RATE * 2, 1);
export const silent = (seconds: number): Buffer => Buffer.alloc(seconds * RATE * 2);

export interface Told {
  readonly body: string;
  readonly checkSum: string;
  readonly contentType: string;
  readonly TaskId: number;
  readonly Result: readonly {
    readonly VoiceId: string;
    readonly Text: string;
    readonly StartTime: number;
    readonly EndTime: number;
    readonly WordList: readonly {
      readonly Word: string;
      readonly StartTime: number;
      readonly EndTime: number;
    }[];
  }[];
}

export interface StreamSite extends AsyncDisposable {
  readonly site: Site;
  /** Connections to streams that are open, by path. */
  readonly open: Map<string, ServerResponse>;
  /** Connections that were made. */
  readonly paths: string[];
  readonly told: Told[];
  /** Status of the answers to what is told, first to last; then 200. */
  readonly answers: number[];
}

/** Streams that a test feeds, and the receiver of what is told of them. */
export async function startStreamSite(contentType = 'audio/pcm;rate=16000'): Promise<StreamSite> {
  const open = new Map<string, ServerResponse>();
  const [paths, told, answers]: [string[], Told[], number[]] = [[], [], []];
  const site = await startSite((request, response) => {
    const path = request.url ?? '';
    if (request.method === 'POST') {
      void text(request).then((body) => {
        const status = answers.shift() ?? 200;
        const { checksum, 'content-type': type = '' } = request.headers;
        if (status === 200)
          told.push({ ...(JSON.parse(body) as Told), body, checkSum: String(checksum), contentType: type });
        response.writeHead(status).end();
      });
      return;
    }
    paths.push(path);
    open.set(path, response);
    response.on('close', () => {
      if (open.get(path) === response) open.delete(path);
    });
    response.writeHead(200, { 'content-type': contentType });
    response.flushHeaders();
  });
  return { site, open, paths, told, answers, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}
