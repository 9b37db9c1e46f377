import { expect, it } from 'vitest';
import { countingText } from '../../src/cli/counting-line.ts';
import { rateText } from '../../src/cli/faces/face-text.ts';
import { searchBoundText } from '../../src/cli/faces/search-bound.ts';
import { ownerOf } from '../../src/cli/with-people.ts';
import type { Credential } from '../../src/registry/accounts.ts';

it('says what a score means', () => {
  expect([10, 20, 41.3, 60, 65, 70, 95].map(rateText)).toEqual([
    'no more alike than two people taken at random',
    'of pairs of different people, 1 in 10 scores as high',
    'of pairs of different people, 1 in 1,300 scores as high',
    'of pairs of different people, 1 in 100,000 scores as high',
    'of pairs of different people, 1 in 320,000 scores as high (extrapolated)',
    'of pairs of different people, 1 in 1,000,000 scores as high (extrapolated)',
    'of pairs of different people, less than 1 in 1,000,000 scores as high (extrapolated)',
  ]);
});

it('says what a threshold means in a group', () => {
  expect(searchBoundText(60, 1)).toBe(
    'A stranger is taken for somebody among 1 face at 60: 0.001 % of the time.',
  );
  expect(searchBoundText(60, 2000)).toContain('among 2,000 faces at 60: 2 % of the time.');
  expect(searchBoundText(65, 1000)).toContain('0.32 % of the time (extrapolated).');
  expect(searchBoundText(40, 100_000)).toContain('more often than not.');
});

it('tells how many are done', () => {
  expect(countingText(250, 1000, 'templates', 30_000)).toBe(
    '[######..................] 25 %  250 of 1000 templates, 1:30 remaining',
  );
  expect(countingText(0, 0, 'templates', 10)).toContain('100 %  0 of 0');
});

const accountsOf = (...appIds: readonly string[]) => ({
  list: (appId?: string) =>
    Promise.resolve(
      appIds.filter((id) => appId === undefined || id === appId).map((id) => ({ appId: id }) as Credential),
    ),
  jurisdictionOf: () => 'SG',
});

it('takes the only account, or the one that is named', async () => {
  const region = 'ap-singapore';
  expect(await ownerOf(accountsOf('1', '1'), undefined, region)).toEqual({
    appId: '1',
    region,
    jurisdiction: 'SG',
  });
  expect((await ownerOf(accountsOf('1', '2'), '2', region)).appId).toBe('2');
  await expect(ownerOf(accountsOf('1', '2'), undefined, region)).rejects.toThrow('say which one by --app');
  await expect(ownerOf(accountsOf('1'), '3', region)).rejects.toThrow('There is no account 3');
  await expect(ownerOf(accountsOf(), undefined, region)).rejects.toThrow('There is no account');
});
