/** Who has a name, and who waits for it. */
interface Lock {
  exclusive: Promise<unknown>;
  shared: Promise<unknown>[];
  users: number;
}

/**
 * Named locks, in the order of asking: one at a time has a name for itself, or many share it. Several names are taken
 * in one order by everybody, so that nobody waits for another in a circle.
 */
export class Locks {
  readonly #locks = new Map<string, Lock>();

  async run<R>(
    { own = [], shared = [] }: { readonly own?: readonly string[]; readonly shared?: readonly string[] },
    work: () => Promise<R>,
  ): Promise<R> {
    const owned = new Set(own);
    const names = [...new Set([...own, ...shared])].sort();
    const releases: (() => void)[] = [];
    try {
      for (const name of names) releases.push(await this.#take(name, !owned.has(name)));
      return await work();
    } finally {
      for (const release of releases) release();
    }
  }

  async #take(name: string, shares: boolean): Promise<() => void> {
    const lock = this.#locks.get(name) ?? { exclusive: Promise.resolve(), shared: [], users: 0 };
    this.#locks.set(name, lock);
    lock.users += 1;
    const { promise: released, resolve } = Promise.withResolvers<undefined>();
    const before = shares ? lock.exclusive : Promise.all([lock.exclusive, ...lock.shared]);
    if (shares) lock.shared.push(released);
    else Object.assign(lock, { exclusive: released, shared: [] });
    await before;
    return () => {
      resolve(undefined);
      lock.users -= 1;
      lock.shared = lock.shared.filter((one) => one !== released);
      if (lock.users === 0) this.#locks.delete(name);
    };
  }
}
