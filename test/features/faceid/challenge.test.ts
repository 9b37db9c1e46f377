import { expect, it } from 'vitest';
import { asked, runningChallenge, TOO_LATE } from '../../../src/features/faceid/challenge.ts';
import { isFinished } from '../../../src/features/faceid/progress.ts';
import { USUAL_LOOK } from '../../../src/features/faceid/begin.ts';
import {
  NO_DOCUMENT,
  NO_FACE,
  type AskedMotion,
  type FaceProgress,
  type Verification,
} from '../../../src/registry/verifications/verification.ts';

const owner = {
  ...{ appId: '1', uin: '2', subUin: null, region: 'ap-singapore' },
  ...{ jurisdiction: null, accountJurisdiction: null },
};
const settings = {
  ...({ kind: 'web', owner, cardType: null, face: 'live', motions: null } as const),
  ...{ attempts: 3, timeoutS: 45, extra: null, fileSecret: '', createdAt: 0, openUntil: 1e9 },
  page: USUAL_LOOK,
};
const withFace = (face: FaceProgress): Verification => ({
  ...{ token: 'T', settings, document: NO_DOCUMENT, face },
});

/** Draws something else every time. */
const drawing = () => {
  const drawn: AskedMotion[] = ['blink', 'nod', 'shake', 'open-mouth'];
  return { left: drawn, draw: () => drawn.splice(0, 1) };
};

it('stays what it is as long as it can be answered', () => {
  const { left, draw } = drawing();
  const first = asked(withFace(NO_FACE), { now: 1000, requestId: 'a', draw });
  expect(first.challenge).toEqual({ motions: ['blink'], askedAt: 1000 });
  expect(asked(withFace(first), { now: 76_000, requestId: 'b', draw })).toBe(first);
  expect(runningChallenge(withFace(first), 76_000)).toBe(first.challenge);
  expect(runningChallenge(withFace(first), 76_001)).toBeNull();
  expect(left).toHaveLength(3);
});

it('is a try that failed when it was not answered, until there are no more', () => {
  const { left, draw } = drawing();
  let face: FaceProgress = NO_FACE;
  for (let i = 0; i < 3; i++) face = asked(withFace(face), { now: i * 100_000, requestId: String(i), draw });
  expect(face.challenge).toEqual({ motions: ['shake'], askedAt: 200_000 });
  expect(face.attempts.map(({ result, requestId }) => [result, requestId])).toEqual([
    [TOO_LATE, '1'],
    [TOO_LATE, '2'],
  ]);
  face = asked(withFace(face), { now: 300_000, requestId: '3', draw });
  expect(face.challenge).toBeNull();
  expect(isFinished(withFace(face))).toBe(true);
  expect(left).toEqual(['open-mouth']);
});

it('is drawn anew after an answer, which used it up', () => {
  const { draw } = drawing();
  const first = asked(withFace(NO_FACE), { now: 0, requestId: 'a', draw });
  const answered = { ...first, challenge: null };
  expect(asked(withFace(answered), { now: 1, requestId: 'b', draw }).challenge?.motions).toEqual(['nod']);
});
