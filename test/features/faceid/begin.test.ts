import { describe, expect, test } from 'vitest';
import { levelOf, motionsFor } from '../../../src/features/faceid/begin.ts';
import { motionsOf } from '../../../src/features/faceid/liveness-compare.ts';
import { drawMotions } from '../../../src/http/verification/draw-motions.ts';

const code = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what a person is asked to do', () => {
  test('levels without motions take no list', () => {
    expect(motionsFor(1, undefined)).toEqual([]);
    expect(motionsFor(2, undefined)).toBeNull();
    expect(motionsFor(2, 'blink, mouth')).toEqual(['blink', 'open-mouth']);
    expect(code(() => motionsFor(1, 'blink'))).toBe('InvalidParameterValue');
    expect(code(() => motionsFor(2, 'blink,mouth,nod'))).toBe('InvalidParameterValue');
    expect(code(() => motionsFor(2, 'wink'))).toBe('InvalidParameterValue');
  });

  test('light is refused', () => {
    expect(levelOf(undefined, 'SecureLevel')).toBe(2);
    expect(levelOf('1', 'SecureLevel')).toBe(1);
    expect(code(() => levelOf('4', 'SecureLevel'))).toBe('UnsupportedOperation');
    expect(code(() => levelOf('9', 'SecureLevel'))).toBe('InvalidParameterValue');
  });

  test('validation data is numbers of motions, and lips are not read', () => {
    expect(motionsOf('ACTION', '4,2')).toEqual(['shake', 'blink']);
    expect(motionsOf('SILENT', undefined)).toEqual([]);
    expect(code(() => motionsOf('SILENT', '1'))).toBe('InvalidParameterValue');
    expect(code(() => motionsOf('ACTION', ''))).toBe('InvalidParameterValue');
    expect(code(() => motionsOf('LIP', '1234'))).toBe('UnsupportedOperation');
  });

  test('motions are drawn without repeating one', () => {
    for (let i = 0; i < 50; i++) {
      const drawn = drawMotions({ motions: null });
      expect(new Set(drawn).size).toBe(2);
    }
    expect(new Set(drawMotions({ motions: ['nod', 'blink'] }))).toEqual(new Set(['nod', 'blink']));
    expect(drawMotions({ motions: [] })).toEqual([]);
  });
});
