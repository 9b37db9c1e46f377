import { describe, expect, it } from 'vitest';
import {
  faceRecordId,
  MOST_JOINS,
  newFaceId,
  ownerRecordId,
  readFaceRecordId,
} from '../../../src/registry/people/face-ids.ts';

describe('ids of the records of a face', () => {
  it('say which face, when it was filed, and which join', () => {
    for (const join of [0, 1, 4095, 4096, MOST_JOINS])
      for (const faceId of [newFaceId(), '100000000000000000', String(2n ** 60n - 1n)]) {
        const said = { faceId, filedAt: Date.UTC(2026, 10, 22, 13), join };
        const id = faceRecordId(said);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(readFaceRecordId(id)).toEqual(said);
        expect(readFaceRecordId(ownerRecordId(id))).toEqual({ ...said, join: 0 });
      }
  });

  it('are of many different faces', () => {
    const ids = Array.from({ length: 10_000 }, newFaceId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^\d{18,19}$/.test(id))).toBe(true);
  });
});
