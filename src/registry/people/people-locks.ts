import { Locks } from '../../lib/locks.ts';
import { cameBetween } from './refusals.ts';

/** Another process is not in the way for long. */
const ATTEMPTS = 10;

/**
 * Locks of this process. Another one may work on the same people: where it came between reading and writing, nothing was
 * written, and the work is done again from the beginning. So whatever it writes is to be made of what it reads within.
 */
export class PeopleLocks extends Locks {
  override run<R>(names: Parameters<Locks['run']>[0], work: () => Promise<R>): Promise<R> {
    return super.run(names, async () => {
      for (let attempt = 1; ; attempt++)
        try {
          return await work();
        } catch (error) {
          if (!cameBetween(error) || attempt === ATTEMPTS) throw error;
        }
    });
  }
}
