import { describe, expect, it } from 'vitest';
import { FairOrder, type Turn } from '../../src/tasks/fair-order.ts';
import { mergedRanges, partAt, partCountOf } from '../../src/tasks/part-ranges.ts';
import type { PartRange, TaskOrder } from '../../src/tasks/types.ts';

const task = (appId: string, taskId: string, ...parts: PartRange[]): TaskOrder => ({
  taskId,
  kind: 'document',
  createdAt: 0,
  parts,
  settings: {},
  caller: {
    ...{ appId, uin: '100', subUin: null, requestId: taskId, region: 'ap-singapore' },
    ...{ jurisdiction: null, accountJurisdiction: null },
  },
});

const said = (turn: Turn | undefined): string =>
  turn ? `${turn.order.taskId} ${turn.part ?? 'end'}` : 'nothing';

/** So many turns, each given back as done before the next is taken. */
const turns = (fair: FairOrder, count: number): string[] =>
  Array.from({ length: count }, () => {
    const turn = fair.take();
    if (turn) fair.done(turn);
    return said(turn);
  });

describe('the fair order', () => {
  it('lets accounts take turns, and an account’s oldest task come first', () => {
    const fair = new FairOrder();
    fair.add(task('A', 'a1', [1, 2]));
    fair.add(task('A', 'a2', [1, 1]));
    fair.add(task('B', 'b1', [5, 6]));
    expect(turns(fair, 4)).toEqual(['a1 1', 'b1 5', 'a1 2', 'b1 6']);
  });

  it('gives a newcomer its turn at once, however much another has waiting', () => {
    const fair = new FairOrder();
    for (let i = 0; i < 50; i++) fair.add(task('A', `a${i}`, [1, 1000]));
    turns(fair, 7);
    fair.add(task('B', 'b1', [1, 2]));
    expect(turns(fair, 4).filter((turn) => turn.startsWith('b1'))).toEqual(['b1 1', 'b1 2']);
  });

  it('shares evenly between a hundred accounts with a hundred tasks of a thousand parts each', () => {
    const fair = new FairOrder();
    for (let i = 0; i < 10_000; i++) fair.add(task(`A${i % 100}`, `A${i % 100} ${i}`, [1, 1000]));
    const byAccount = Map.groupBy(turns(fair, 5_000), (turn) => turn.split(' ')[0]);
    expect([...byAccount.values()].map(({ length }) => length)).toEqual(Array(100).fill(50));
    expect(fair.size).toBe(10_000);
  });

  it('ends a task only when nothing of it is in hand', () => {
    const fair = new FairOrder();
    fair.add(task('A', 'a1', [1, 1], [4, 4]));
    const [first, second] = [fair.take(), fair.take()];
    expect([said(first), said(second), said(fair.take())]).toEqual(['a1 1', 'a1 4', 'nothing']);
    fair.done(second as Turn);
    expect(said(fair.take())).toBe('nothing');
    fair.done(first as Turn);
    const last = fair.take() as Turn;
    expect(said(last)).toBe('a1 end');
    fair.putBack(last);
    expect(turns(fair, 1)).toEqual(['a1 end']);
    fair.drop(last.order);
    expect([said(fair.take()), fair.size]).toEqual(['nothing', 0]);
  });

  it('tries again what was put back, before what was never begun', () => {
    const fair = new FairOrder();
    fair.add(task('A', 'a1', [1, 3]));
    fair.putBack(fair.take() as Turn);
    expect(turns(fair, 4)).toEqual(['a1 1', 'a1 2', 'a1 3', 'a1 end']);
  });

  it('does not bring back what was dropped while it was in hand, nor begin again what is there', () => {
    const fair = new FairOrder();
    fair.add(task('A', 'a1', [1, 3]));
    const turn = fair.take() as Turn;
    fair.add(task('A', 'a1', [1, 3]));
    expect(turns(fair, 1)).toEqual(['a1 2']);
    fair.drop(turn.order);
    fair.putBack(turn);
    expect(turns(fair, 1)).toEqual(['nothing']);
  });
});

describe('ranges of parts', () => {
  it('name each part once, in rising order', () => {
    const merged = mergedRanges([
      [7, 7],
      [1, 3],
      [2, 5],
      [6, 6],
      [20, 21],
    ]);
    expect(merged).toEqual([
      [1, 7],
      [20, 21],
    ]);
    expect(partCountOf(merged)).toBe(9);
    expect([0, 6, 7, 8, 9].map((place) => partAt(merged, place))).toEqual([1, 7, 20, 21, undefined]);
  });
});
