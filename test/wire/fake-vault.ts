import type { Usage } from '../../src/records/put/usage-types.ts';
import type { PutRequest, Vault } from '../../src/records/types.ts';

export interface Put {
  readonly requests: readonly PutRequest[];
  readonly usage: readonly Usage[];
}

/** A vault that remembers what was put, and fails when told to. */
export class FakeVault {
  readonly puts: Put[] = [];
  failing = false;

  async put(requests: readonly PutRequest[], usage: readonly Usage[] = []): Promise<readonly string[]> {
    await Promise.resolve();
    if (this.failing) throw new Error('disk full');
    this.puts.push({ requests, usage });
    return requests.map((_, i) => `${this.puts.length}-${i}`);
  }

  get last(): Put {
    const last = this.puts.at(-1);
    if (!last) throw new Error('nothing was put');
    return last;
  }

  /** As the interface; what the wire does not use is not there. */
  get asVault(): Vault {
    return this as unknown as Vault;
  }
}
