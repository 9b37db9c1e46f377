import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SECOND_MS } from '../../../lib/clock.ts';
import type { PartMeans } from '../../task-kind.ts';

/** Pause before each attempt, milliseconds. */
const ATTEMPTS_MS = [0, SECOND_MS, 5 * SECOND_MS] as const;
/** What may wait for a receiver that is slow; what would be more pushes out the oldest. */
const MOST_WAITING = 100;

export interface ResultReceiver {
  readonly url: string;
  readonly appId: string;
  /** Empty: nothing is signed. */
  readonly signToken: string;
}

/** The `CheckSum` of what is told: https://cloud.tencent.com/document/product/1093/52633 */
export const checkSumOf = ({ appId, signToken }: Omit<ResultReceiver, 'url'>, body: string): string =>
  signToken === '' ? '' : createHash('sha256').update(`${appId}${signToken}${body}`).digest('hex');

/** Tells a URL what is heard, one after the other and in order. What nobody takes is given up: it is kept nowhere. */
export class ResultPost {
  readonly #post: PartMeans['post'];
  readonly #receiver: ResultReceiver;
  readonly #signal: AbortSignal;
  readonly #waiting: string[] = [];
  #sending: Promise<void> | null = null;
  /** Results that were not taken. */
  lost = 0;

  constructor(post: PartMeans['post'], receiver: ResultReceiver, signal: AbortSignal) {
    this.#post = post;
    this.#receiver = receiver;
    this.#signal = signal;
  }

  tell(result: object): void {
    if (this.#waiting.push(JSON.stringify(result)) > MOST_WAITING) {
      this.#waiting.shift();
      this.lost++;
    }
    this.#sending ??= this.#send();
  }

  /** Once nothing waits any more. */
  async settled(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    for (;;) {
      const body = this.#waiting.shift();
      if (body === undefined) break;
      if (!(await this.#isTaken(body))) this.lost++;
    }
    this.#sending = null;
  }

  async #isTaken(body: string): Promise<boolean> {
    const content = Buffer.from(body);
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      'content-length': String(content.length),
      CheckSum: checkSumOf(this.#receiver, body),
    };
    for (const pauseMs of ATTEMPTS_MS) {
      await delay(pauseMs, undefined, { signal: this.#signal }).catch(() => {});
      if (this.#signal.aborted) return false;
      if (await this.#post(this.#receiver.url, { headers, body: content }, this.#signal)) return true;
    }
    return false;
  }
}
