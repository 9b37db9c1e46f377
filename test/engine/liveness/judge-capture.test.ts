import { beforeAll, describe, expect, test } from 'vitest';
import { createFaceFinder } from '../../../src/engine/face/finder.ts';
import { createLivenessJudge, type LivenessJudge } from '../../../src/engine/liveness/judge.ts';
import type { CaptureResult, Motion } from '../../../src/engine/liveness/types.ts';
import { captureOf, motionJpeg, PERSON_B } from '../../material/captures.ts';
import { facePhotos, type FacePhotos } from '../../material/faces.ts';
import { aviOf, videoOf } from '../../material/videos.ts';
import { codeOfEngine } from '../../support/code-of-engine.ts';

let judge: LivenessJudge;
let photos: FacePhotos;

beforeAll(async () => {
  [judge, photos] = await Promise.all([createFaceFinder().then(createLivenessJudge), facePhotos()]);
});

const judged = (video: Uint8Array, motions: readonly Motion[] = []): Promise<CaptureResult> =>
  judge.judgeCapture({ capture: { kind: 'video', video }, motions });

describe('judgeCapture', () => {
  test('sees somebody in videos of every kind that is read', async () => {
    const frames = await captureOf(photos.personA[0], { frames: 7 });
    const shape = { width: 432, height: 432, framesPerSecond: 10 };
    const videos = [
      motionJpeg(frames),
      aviOf(frames, shape),
      await videoOf('mp4', frames),
      await videoOf('webm', frames),
    ];
    for (const video of videos) {
      const result = await judged(video);
      expect(result).toMatchObject({ problem: null, missing: null });
      // The encoder of WebM may leave out a frame that hardly differs.
      expect(result.frames).toBeGreaterThanOrEqual(6);
      expect(result.liveness).toBeGreaterThan(80);
      expect(result.best?.embedding).toHaveLength(512);
    }
  });

  test.each(['blink', 'open-mouth', 'nod', 'shake'] as const)('sees a drawn %s', async (motion) => {
    const frames = await captureOf(photos.personB, { frames: 12, motions: [motion] }, PERSON_B);
    const other = motion === 'blink' ? 'shake' : 'blink';
    // One look is enough: it goes on to the second when it has seen the first.
    expect((await judged(motionJpeg(frames), [motion, other])).missing).toBe(other);
  });

  test('tells what keeps it from judging', async () => {
    const a = await captureOf(photos.personA[0], { frames: 8 });
    const b = await captureOf(photos.personB, { frames: 8 });
    const problem = async (frames: readonly Uint8Array[]) => (await judged(motionJpeg(frames))).problem;
    expect(await problem(a.slice(0, 3))).toBe('too-short');
    expect(await problem([...a, ...b])).toBe('face-changes');
    expect(await problem(Array.from({ length: 8 }, () => a[0]!))).toBe('still');
  });

  test('refuses what is no video', async () => {
    expect(await codeOfEngine(judged(Buffer.from('no video')))).toBe('unreadable-video');
    const video = await videoOf('mp4', await captureOf(photos.personA[0], { frames: 4 }));
    const broken = Buffer.from(video);
    broken.fill(7, Math.floor(broken.length / 3), Math.floor(broken.length / 2));
    const outcome = await codeOfEngine(
      judged(broken).then(({ problem }) => expect(problem).not.toBeUndefined()),
    );
    expect([null, 'unreadable-video', 'unsupported-video']).toContain(outcome);
  });
});
