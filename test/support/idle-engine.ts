import type { Engine } from '../../src/engine/jobs.ts';
import { fakeEngine } from './fake-engine.ts';

const quad = [
  { x: 0, y: 0 },
  { x: 9, y: 0 },
  { x: 9, y: 9 },
  { x: 0, y: 9 },
] as const;

/** An engine that reads the same line in every picture: for tests of what is around recognition. */
export const readingEngine = (text: string): Engine =>
  fakeEngine({
    readText: () =>
      Promise.resolve({
        width: 10,
        height: 10,
        angle: 0,
        lines: [{ text, confidence: 0.9, quad }],
        steps: [],
      }),
  });
