import { z } from 'zod';
import { MINUTE_MS } from '../../../lib/clock.ts';
import type { TaskPart } from '../../../tasks/types.ts';
import { action, type Action } from '../../action.ts';
import { harmless } from '../../personal-data.ts';
import type { PartCall, PartMeans } from '../../task-kind.ts';
import { ENGINE_TYPES } from '../engine-types.ts';
import { settingsOf } from './stream-order.ts';
import { StreamSession, type StreamEnd } from './stream-session.ts';

/** What is recorded and billed at once: a kill loses no more. */
export const STRETCH_MS = 15 * MINUTE_MS;

const input = z.object({ EngineType: harmless(z.enum(ENGINE_TYPES)) });

const output = z.object({
  /** How it ended, as of a real-time connection; 0: as it should, or it goes on. */
  Code: harmless(z.int()),
  /** Milliseconds. */
  AudioDuration: harmless(z.int()),
  Sentences: harmless(z.int()),
  /** Results that the callback did not take. */
  Lost: harmless(z.int()),
});

const CODES: Readonly<Record<StreamEnd, number>> = { said: 0, left: 0, undecodable: 4007, silent: 4008 };

/** The calls that hearing a stream is like: one for each quarter of an hour since it was ordered. */
export function streamCalls(part: TaskPart, means: PartMeans): PartCall {
  const session = new StreamSession(part, means);
  const parameters = { EngineType: settingsOf(part.order).engineType };
  const { createdAt } = part.order;
  const call = (least: number): PartCall => {
    let number = least;
    return {
      action: stretchOf(session, () => createdAt + number * STRETCH_MS),
      parameters,
      series: {
        numberAt: (now) => (number = Math.max(least, 1 + Math.floor((now - createdAt) / STRETCH_MS))),
        next: () => (session.end === null ? call(number + 1) : session.isLeft ? 'left' : 'done'),
        close: () => session.close(),
      },
    };
  };
  return call(1);
}

const stretchOf = (session: StreamSession, endOf: () => number): Action =>
  action({
    name: 'CreateAsyncRecognitionTask',
    service: 'asr',
    version: '2019-06-14',
    feature: 'asr',
    priceItem: 'asr.realtime',
    rateLimit: 20,
    input,
    output,
    resultOf: ({ Code }) => (Code === 0 ? null : String(Code)),
    async run(_, context) {
      const { engine, clock } = context;
      session.begin(engine, clock);
      const { end, seconds, steps, sentences, lost } = await session.stretch(clock, endOf());
      context.addSteps(steps);
      context.billSeconds(seconds);
      return {
        Code: end === null ? 0 : CODES[end],
        AudioDuration: Math.round(seconds * 1000),
        Sentences: sentences,
        Lost: lost,
      };
    },
  });
