import { describe, expect, test } from 'vitest';
import type { FrameMeasure } from '../../../src/engine/liveness/measures.ts';
import { missingMotion } from '../../../src/engine/liveness/motions.ts';

const still: FrameMeasure = { eyes: 0.32, mouth: 0.02, length: 1.1, yaw: 3, pitch: -4 };
const quiet = Array.from({ length: 4 }, () => still);
const blink = [still, { ...still, eyes: 0.15 }, { ...still, eyes: 0.31 }];
const mouth = [still, { ...still, mouth: 0.35 }, still];
const nod = [still, { ...still, pitch: -14 }, { ...still, pitch: 4 }];
const shake = [still, { ...still, yaw: -12 }, { ...still, yaw: 17 }];

describe('missingMotion', () => {
  test.each([
    ['blink', blink],
    ['open-mouth', mouth],
    ['nod', nod],
    ['shake', shake],
  ] as const)('%s is seen where it is, and nowhere else', (motion, frames) => {
    expect(missingMotion([...quiet, ...frames, ...quiet], [motion])).toBeNull();
    expect(missingMotion([...quiet, ...quiet], [motion])).toBe(motion);
    const others = (['blink', 'open-mouth', 'nod', 'shake'] as const).filter((other) => other !== motion);
    for (const other of others) expect(missingMotion([...quiet, ...frames, ...quiet], [other])).toBe(other);
  });

  test('the order counts', () => {
    const frames = [...quiet, ...blink, ...quiet, ...mouth, ...quiet];
    expect(missingMotion(frames, ['blink', 'open-mouth'])).toBeNull();
    expect(missingMotion(frames, ['open-mouth', 'blink'])).toBe('blink');
  });

  test('a photograph that is tilted is shortened, and has not nodded', () => {
    const tilted = [still, { ...still, pitch: -14, length: 0.7 }, { ...still, pitch: 4, length: 0.8 }];
    expect(missingMotion([...quiet, ...tilted, ...quiet], ['nod'])).toBe('nod');
    const nodded = [still, { ...still, pitch: -14, length: 0.95 }, { ...still, pitch: 4 }];
    expect(missingMotion([...quiet, ...nodded, ...quiet], ['nod'])).toBeNull();
  });

  test('eyes that stay shut have not blinked', () => {
    expect(missingMotion([...quiet, { ...still, eyes: 0.1 }, { ...still, eyes: 0.1 }], ['blink'])).toBe(
      'blink',
    );
  });

  test('nothing is asked for', () => {
    expect(missingMotion(quiet, [])).toBeNull();
    expect(missingMotion([], ['blink'])).toBe('blink');
  });
});
