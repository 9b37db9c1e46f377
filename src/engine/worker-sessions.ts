import type { Session, SessionName } from './speech/recording/types.ts';
import type { StepRequest } from './worker-protocol.ts';

type AnySession = Pick<Session<SessionName>, 'close'> & { step(input: unknown): Promise<unknown> };

/** What a worker keeps between steps, by the numbers that the pool gave. */
export class WorkerSessions {
  readonly #sessions = new Map<number, AnySession>();

  /** Makes one step; a session whose step fails is over. */
  async step({ session: number, input }: StepRequest, open: () => AnySession): Promise<unknown> {
    const session = this.#sessions.get(number) ?? open();
    this.#sessions.set(number, session);
    try {
      return await session.step(input);
    } catch (error) {
      this.end(number);
      throw error;
    }
  }

  end(number: number): void {
    this.#sessions.get(number)?.close();
    this.#sessions.delete(number);
  }
}
