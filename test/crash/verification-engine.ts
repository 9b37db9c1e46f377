import type { Engine } from '../../src/engine/jobs.ts';
import { fakeEngine } from '../support/fake-engine.ts';

const embedding = new Float32Array(512).fill(1 / Math.sqrt(512));

/** What is in every picture and video of the tests, to be looked for where it must not be. */
export const SENT = {
  document: 'CANARY-OF-A-DOCUMENT '.repeat(40),
  video: 'CANARY-OF-A-VIDEO '.repeat(60),
  name: 'CANARIA QUXEROVA',
} as const;

/** An engine that reads one name from every document, and takes every face for the same person's. */
export const verificationEngine = (onFace: () => void): Engine =>
  fakeEngine({
    findFaces: () => {
      const pose = { yaw: 0, pitch: 0, roll: 0 };
      const face = { x: 0, y: 0, width: 100, height: 120, confidence: 1, landmarks5: [], landmarks68: [] };
      return Promise.resolve({ width: 200, height: 200, faces: [{ ...face, pose, embedding }], steps: [] });
    },
    readDocument: ({ templates }) =>
      Promise.resolve({
        ...{ width: 9, height: 9, angle: 0, hasText: true, seen: [], steps: [] },
        template: templates[0]?.id ?? null,
        side: 'front' as const,
        fields: { englishName: { text: SENT.name, confidence: 1, checked: true } },
        portrait: Buffer.from(SENT.document),
      }),
    judgeCapture: async () => {
      onFace();
      await new Promise((resolve) => setTimeout(resolve, 3));
      const quality = { sharpness: 90, brightness: 50, score: 90 };
      const best = { jpeg: Buffer.from(SENT.document), embedding, quality };
      return { problem: null, frames: 20, liveness: 99, missing: null, best, steps: [] };
    },
  });
