import { MINUTE_MS } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { repeat, type Repeating } from '../../lib/repeat.ts';
import { whereOf } from '../../lib/where.ts';
import type { AccountClosing } from '../account-closing.ts';
import type { StepReport } from './request-order.ts';
import type { SubjectRequests } from './subject-requests.ts';

export interface RequestLoopOptions {
  readonly requests: Pick<SubjectRequests, 'step'>;
  readonly closing: Pick<AccountClosing, 'step'>;
  readonly logger: Logger;
  /** Pause between the end of one turn and the start of the next. */
  readonly everyMs?: number;
}

export const REQUESTS_EVERY_MS = MINUTE_MS;

/**
 * Carries out requests of data subjects and closings of accounts that a failure or a kill left unfinished, at once and
 * from then on again and again, and reminds of what is late. Lines of the log name requests, never whose they are.
 */
export const startRequestLoop = ({
  requests,
  closing,
  logger,
  everyMs = REQUESTS_EVERY_MS,
}: RequestLoopOptions): Repeating => {
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      logger.error('requests cannot be carried out', { where: whereOf(error) });
    }
  };
  return repeat(async () => {
    await attempt(async () => report(await requests.step(), logger));
    await attempt(() => closing.step());
  }, everyMs);
};

const report = ({ failed, reminded }: StepReport, logger: Logger): void => {
  for (const { request, where } of failed)
    logger.error('request of a data subject cannot be carried out yet', {
      name: request.type,
      requestId: request.requestId,
      appId: request.appId,
      where,
    });
  for (const { request, reminder } of reminded)
    logger.warn('request of a data subject awaits an answer', {
      name: request.type,
      requestId: request.requestId,
      appId: request.appId,
      reason: reminder,
    });
};
