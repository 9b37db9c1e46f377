import { expect, it } from 'vitest';
import { Locks } from '../../src/lib/locks.ts';

const turn = (): Promise<void> => new Promise(setImmediate);

it('lets many share a name, one have it alone, each in the order of asking', async () => {
  const locks = new Locks();
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`+${name}`);
    await turn();
    order.push(`-${name}`);
  };
  await Promise.all([
    locks.run({ shared: ['a'] }, work('1')),
    locks.run({ shared: ['a'] }, work('2')),
    locks.run({ own: ['a'] }, work('3')),
    locks.run({ shared: ['a'] }, work('4')),
    locks.run({ own: ['b'] }, work('other')),
  ]);
  const of = (names: string[]): string[] => order.filter((one) => names.includes(one.slice(1)));
  expect(of(['1', '2', '3', '4'])).toEqual(['+1', '+2', '-1', '-2', '+3', '-3', '+4', '-4']);
  expect(order.indexOf('+other')).toBeLessThan(order.indexOf('+3'));
});

it('is no circle when two want the same names the other way round, and goes on after a failure', async () => {
  const locks = new Locks();
  const done = await Promise.allSettled([
    locks.run({ own: ['a', 'b'] }, turn),
    locks.run({ own: ['b', 'a'] }, () => Promise.reject(new Error('failed'))),
    locks.run({ own: ['b'], shared: ['a', 'b'] }, turn),
  ]);
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
