import { describe, expect, it } from 'vitest';
import { compose } from '../../src/policy/compose.ts';
import {
  reminderAt,
  requestDeadline,
  requestTypes,
  type RequestFacts,
} from '../../src/policy/request-deadline.ts';
import { asJson, expectGolden } from './golden.ts';

const policy = compose();
const DAY = 86_400_000;
const RECEIVED = Date.UTC(2026, 0, 31, 9, 30);

const due = (facts: Partial<RequestFacts>): string => {
  const { at, clause } = requestDeadline(policy, { type: 'access', receivedAt: RECEIVED, ...facts });
  return `${new Date(at).toISOString()} ${clause.source}: ${clause.text}`;
};

describe('the deadline of a request', () => {
  it('is that of the table, by type and jurisdiction, extended or not', () => {
    const rows = requestTypes.flatMap((type) =>
      [undefined, 'DE', 'CN', 'US', 'KR'].flatMap((jurisdiction) =>
        [false, true].map((extended) => ({
          type,
          jurisdiction: jurisdiction ?? 'unknown',
          extended,
          due: due({ type, jurisdiction, extended, categories: ['ocr.monitoring'] }),
        })),
      ),
    );
    return expectGolden('request-deadlines.json', asJson(rows));
  });

  it('is the last day of a month that has not as many days', () => {
    expect(due({})).toMatch(/^2026-02-28T09:30/);
    expect(due({ receivedAt: Date.UTC(2028, 0, 31, 9, 30) })).toMatch(/^2028-02-29T09:30/);
  });

  it('is at once for speech and faces, as soon as the identity is verified', () => {
    const categories = ['ocr.monitoring', 'face.features'] as const;
    const verifiedAt = RECEIVED + 2 * DAY;
    expect(due({ type: 'erasure', categories, verifiedAt })).toMatch(/^2026-02-02T09:30.*module face/);
    expect(due({ type: 'erasure', categories: ['asr.results'], verifiedAt })).toMatch(/module asr/);
    expect(due({ type: 'erasure', categories })).toMatch(/^2026-02-10T09:30.*base policy/);
  });

  it('counts the ten days from the receipt, however long the check takes', () => {
    const verifiedAt = RECEIVED + 9 * DAY;
    expect(due({ type: 'erasure', categories: ['ocr.monitoring'], verifiedAt })).toMatch(/^2026-02-10T09:30/);
  });

  it('is the answer time where nothing is held', () => {
    expect(due({ type: 'erasure', verifiedAt: RECEIVED })).toMatch(/^2026-02-28/);
    expect(due({ type: 'erasure', verifiedAt: RECEIVED, jurisdiction: 'CN' })).toMatch(/^2026-02-15.*CN/);
  });

  it('does not wait for an extension where the data itself has to go', () => {
    const facts = { type: 'erasure', categories: ['ocr.monitoring'], jurisdiction: 'US' } as const;
    expect(due({ ...facts, extended: true })).toBe(due(facts));
  });

  it('is not put off where the law knows no extension', () => {
    expect(due({ jurisdiction: 'CN', extended: true })).toBe(due({ jurisdiction: 'CN' }));
  });

  it('follows a stricter overlay', () => {
    const strict = compose({ overlay: { categories: { 'ocr.monitoring': { onRequest: 'P2D' } } } });
    const { at, clause } = requestDeadline(strict, {
      type: 'erasure',
      receivedAt: RECEIVED,
      categories: ['ocr.monitoring'],
    });
    expect([at, clause.source]).toEqual([RECEIVED + 2 * DAY, 'overlay']);
  });
});

describe('reminders', () => {
  it('come at half of the time, at four fifths, and when it is over', () => {
    const dueAt = RECEIVED + 10 * DAY;
    const at = (ms: number) => reminderAt(RECEIVED, dueAt, RECEIVED + ms);
    expect(at(0)).toBe('none');
    expect(at(5 * DAY - 1)).toBe('none');
    expect(at(5 * DAY)).toBe('half');
    expect(at(8 * DAY - 1)).toBe('half');
    expect(at(8 * DAY)).toBe('most');
    expect(at(10 * DAY - 1)).toBe('most');
    expect(at(10 * DAY)).toBe('overdue');
  });

  it('take what is due at once for overdue', () => {
    expect(reminderAt(RECEIVED, RECEIVED, RECEIVED)).toBe('overdue');
  });
});
