import { describe, expect, it } from 'vitest';
import { matchKey } from '../../../src/engine/structure/match-key.ts';

describe('matchKey', () => {
  it.each([
    ['Invoice No: 77', 'invoice no.', 'Invoice No'],
    ['INVOICENO.77', 'Invoice No', 'INVOICENO'],
    ['Involce Number : 7', 'Invoice Number', 'Involce Number'],
    ['姓名：王芳', '姓名', '姓名'],
    ['地 址 北京', '地址', '地 址'],
    ['Grand Total 12', 'Total', 'Total'],
  ])('finds in %j the key %j as %j', (text, key, found) => {
    const match = matchKey(text, key);
    expect(match && text.slice(match.from, match.to)).toBe(found);
  });

  it.each([
    ['Totally different', 'Total'],
    ['Some other text', 'Invoice No'],
    ['Tex', 'Tax'],
    ['Taxi', 'Tax'],
    ['', 'Tax'],
    ['Tax', '::'],
  ])('does not find in %j the key %j', (text, key) => {
    expect(matchKey(text, key)).toBeNull();
  });

  it('prefers a label to a word of a sentence', () => {
    const score = (text: string): number => matchKey(text, 'Date')?.score ?? 0;
    expect(score('Date: 1 May')).toBeGreaterThan(score('Date 1 May'));
    expect(score('Date 1 May')).toBeGreaterThan(score('Date palms grow'));
    expect(score('Date:')).toBeGreaterThan(score('Due Date:'));
    expect(score('Date:')).toBeGreaterThan(score('Dale:'));
  });
});
