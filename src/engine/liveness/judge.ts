import type { FaceFinder } from '../face/finder.ts';
import type { FaceOptions } from '../types.ts';
import { judgeCapture } from './judge-capture.ts';
import { openLiveNetwork } from './live-network.ts';
import type { CaptureInput, CaptureResult, JudgedFace, LivenessResult } from './types.ts';

export interface LivenessJudge {
  /** Finds faces as `findFaces` does, and judges each. @throws EngineError as that does */
  judge(image: Uint8Array, options: FaceOptions): Promise<LivenessResult>;
  /** Judges somebody before a camera. @throws EngineError `unreadable-video`, `unsupported-video`, `too-long`, and those of pictures */
  judgeCapture(input: CaptureInput): Promise<CaptureResult>;
}

/** Loads the liveness network beside the face finder's. */
export async function createLivenessJudge(finder: FaceFinder): Promise<LivenessJudge> {
  const judgeFace = await openLiveNetwork();
  return {
    async judge(bytes, options) {
      const image = await finder.decode(bytes, options.sideLimits);
      const { width, height, faces, steps } = await finder.findIn(image, options);
      const started = performance.now();
      const judged: JudgedFace[] = [];
      for (const face of faces) judged.push({ ...face, liveness: await judgeFace(image, face) });
      const liveness = { name: 'liveness', ms: performance.now() - started };
      return { width, height, faces: judged, steps: [...steps, liveness] };
    },
    judgeCapture: (input) => judgeCapture({ finder, judgeFace }, input),
  };
}
