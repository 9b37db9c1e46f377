import type { SignedTreeHead } from '../../src/proof/formats.ts';
import { Actor, type Change, type Done } from './actions.ts';
import {
  checkHeld,
  checkHoldings,
  checkKeys,
  checkReadable,
  checkReceipts,
  checkSearch,
  checkUsage,
  idleKeys,
  insist,
  readable,
  signedHead,
} from './checks.ts';
import { Model, type Item } from './model.ts';
import { OnDisk, type Sabotage } from './on-disk.ts';
import { policyOf, type Run, type Step } from './steps.ts';

/** A model and a real vault that go through the same. */
class Machine {
  readonly #disk: OnDisk;
  readonly #actor: Actor;
  #model: Model;
  readonly #heads: SignedTreeHead[] = [];
  readonly #receiptIds: string[] = [];
  /** Keys of what a crash kept from being written, or was lost because it was put after the back-up. */
  readonly #orphans = new Set<unknown>();
  /** The model at the latest back-up. */
  #backup: Model | null = null;

  constructor(disk: OnDisk, model: Model) {
    this.#disk = disk;
    this.#model = model;
    this.#actor = new Actor(disk, () => this.#model);
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'wait':
        this.#disk.clock.advance(step.ms);
        this.#model.now = this.#disk.clock.now();
        return this.#check(false);
      case 'restart':
        await this.#disk.restart(step.policy ? policyOf(step.policy) : this.#model.policy);
        if (step.policy) this.#model.adopt(policyOf(step.policy));
        return this.#check(false);
      case 'crash':
        if (isChange(step.during)) await this.#crash(step.during, step.turns);
        return this.#check(false);
      case 'backup':
        await this.#disk.backUp();
        this.#backup = this.#model.clone();
        return this.#check(false);
      case 'drill':
        for (const one of [{ do: 'backup' } as const, ...step.between]) await this.take(one);
        return this.take({ do: 'restore' });
      case 'restore':
        await this.#restore();
        return this.#check(false);
      default:
        this.#tell(await this.#actor.perform(step));
        return this.#check(step.do === 'expire');
    }
  }

  async finish(): Promise<void> {
    await checkSearch(this.#disk, this.#model);
    await this.take({ do: 'expire' });
    await checkHeld(this.#disk, this.#model);
    await checkSearch(this.#disk, this.#model);
    await checkReceipts(this.#disk, this.#heads, this.#receiptIds);
  }

  #tell(done: Done): void {
    done.tell(this.#model);
    if (done.receiptId !== undefined) this.#receiptIds.push(done.receiptId);
  }

  async #check(settled: boolean): Promise<void> {
    await checkReadable(this.#disk, this.#model);
    await checkUsage(this.#disk, this.#model);
    await checkHoldings(this.#disk, this.#model, settled);
    if (!settled) return;
    await checkKeys(this.#disk, this.#orphans);
    this.#heads.push(await signedHead(this.#disk));
  }

  /** The machine stops while something is under way, and whoever wanted it tries again. */
  async #crash(step: Change, turns: number): Promise<void> {
    const before = this.#model;
    const running = this.#actor.perform(step);
    const outcome = running.then(
      (done) => ({ done }),
      (error: unknown) => ({ error }),
    );
    let finished = false;
    void outcome.then(() => (finished = true));
    for (let turn = 0; turn < turns && !finished; turn++) await new Promise(setImmediate);
    const answered = finished;
    const photograph = this.#disk.photograph();
    const ended = await outcome;
    if ('error' in ended) throw ended.error;
    const after = before.clone();
    ended.done.tell(after);
    await this.#disk.comeBack(photograph);
    if (answered) {
      this.#model = after;
      if (ended.done.receiptId !== undefined) this.#receiptIds.push(ended.done.receiptId);
      return;
    }
    if (addsItems(step)) for (const id of idleKeys(this.#disk)) this.#orphans.add(id);
    await this.#betweenThe(before, after);
    this.#model = await this.#actor.performAgain(step, before, after);
  }

  /** What was cut off has happened to each record, or has not. */
  async #betweenThe(before: Model, after: Model): Promise<void> {
    const found = await readable(this.#disk);
    const shown = (model: Model): ReadonlyMap<string, Item> =>
      new Map(model.items.filter((item) => model.isReadable(item)).map((item) => [item.key, item]));
    const [was, is] = [shown(before), shown(after)];
    for (const key of found.keys())
      insist(was.has(key) || is.has(key), 'nothing is readable past its rule', { after: 'a crash' });
    for (const [key, item] of was)
      if (is.has(key) && !item.total) insist(found.has(key), 'nothing dies before its time', item);
  }

  async #restore(): Promise<void> {
    const then = this.#backup;
    const orders = (model: Model): string => JSON.stringify(model.holds);
    // Orders that were placed or released since are not in the back-up; the restoring says so, and nobody relies on it.
    if (!then || orders(then) !== orders(this.#model)) return;
    await this.#disk.restore();
    const files = this.#disk.entryFiles();
    const columns = "id, owner || ' ' || kind || ' ' || created_at as filed";
    const rows = files.flatMap((file) => this.#disk.rows(file, `select ${columns} from entries`));
    const there = new Set(rows.flatMap(({ id, filed }) => [id, filed]));
    this.#model.comeBack(then, ({ key, appId, category, createdAt }) =>
      there.has(category === 'base.transaction' ? `${appId} ${category} ${createdAt}` : key),
    );
    for (const id of idleKeys(this.#disk)) this.#orphans.add(id);
  }
}

const isChange = (step: Step): step is Change =>
  !['wait', 'restart', 'crash', 'backup', 'drill', 'restore'].includes(step.do);
const addsItems = ({ do: what }: Change): boolean => ['put', 'call', 'give', 'capture'].includes(what);

/** Goes through a run. @throws Violated, or whatever the vault throws */
export const goThrough = async ({ policy, steps }: Run, sabotage: Sabotage = {}): Promise<void> => {
  const inForce = policyOf(policy);
  await using disk = await OnDisk.open(inForce, sabotage);
  const machine = new Machine(disk, new Model(disk.clock.now(), inForce));
  for (const step of steps) await machine.take(step);
  await machine.finish();
};
