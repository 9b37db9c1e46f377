import type { PartCall, PartMeans, ServedTaskKind } from '../features/task-kind.ts';
import type { Clock } from '../lib/clock.ts';
import type { PerformPart, TaskCaller } from '../tasks/types.ts';
import type { CallMetrics } from './metrics.ts';
import type { Pipeline } from './pipeline.ts';
import type { Credential } from './signature/credential.ts';

export interface TaskPartOptions {
  readonly pipeline: Pipeline;
  readonly metrics: CallMetrics;
  readonly kinds: Readonly<Record<string, ServedTaskKind>>;
  readonly clock: Clock;
  readonly means: PartMeans;
}

/** Sends each part of a task through the pipeline as a call of its own, in the name of who ordered the task. */
export const performParts =
  ({ pipeline, metrics, kinds, clock, means }: TaskPartOptions): PerformPart =>
  async (given, keep) => {
    const { order, part } = given;
    const kind = kinds[order.kind];
    if (!kind) throw new RangeError('There is no such kind of task');
    const { caller } = order;
    const first = kind.callOf(given, means);
    const perform = async ({ action, parameters, series }: PartCall): Promise<PartCall | null> => {
      const following: PartCall[] = [];
      const [started, receivedAt] = [performance.now(), clock.now()];
      const outcome = await pipeline.perform(
        {
          ...{ action, parameters, requestId: caller.requestId, region: caller.region },
          ...{ credential: callerKey(caller), jurisdiction: caller.jurisdiction, consentId: null },
          ...{ receivedAt, authenticateMs: 0, language: 'en-US', ...NO_CLIENT },
          part: series?.numberAt(receivedAt) ?? part,
        },
        (outcome) => {
          const next = series?.next() ?? 'done';
          if (typeof next === 'object') following.push(next);
          return next === 'done' ? keep(outcome) : [];
        },
      );
      metrics.served(action, outcome, (performance.now() - started) / 1000);
      return following[0] ?? null;
    };
    try {
      for (let call: PartCall | null = first; call;) call = await perform(call);
    } finally {
      await first.series?.close();
    }
  };

/** Where the task was ordered from is not kept with it. */
const NO_CLIENT = { clientIp: '', host: '', userAgent: '' } as const;

/** Stands for the key that the task was ordered with, which is not kept with it either. */
const callerKey = ({ appId, uin, subUin, accountJurisdiction }: TaskCaller): Credential => ({
  ...{ appId, uin, subUin, jurisdiction: accountJurisdiction },
  ...{ secretId: '', secretKey: '', services: null, disabled: false },
});
