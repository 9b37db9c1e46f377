import { beforeAll, describe, expect, it } from 'vitest';
import { createFaceFinder, type FaceFinder } from '../../../src/engine/face/finder.ts';
import { maskScore, type MaybeMasked, withoutDirections } from '../../../src/engine/face/mask-score.ts';
import { compareScore, cosineSimilarity } from '../../../src/engine/face/score.ts';
import type { RgbImage } from '../../../src/engine/image.ts';
import type { DetectedFace } from '../../../src/engine/types.ts';
import { principalDirections } from '../../../tools/accuracy/principal-directions.ts';
import { facePhotos } from '../../material/faces.ts';
import { anyMask, drawMask, MASK_KINDS } from '../../material/masks.ts';
import { Random } from '../../material/random.ts';

const options = { maxFaces: 1, minFaceSize: 34, embed: 'careful', lowerFace: true } as const;

describe('faces under drawn masks', () => {
  let finder: FaceFinder;
  const images: RgbImage[] = [];
  const bare: DetectedFace[] = [];
  beforeAll(async () => {
    const { personA, personB } = await facePhotos();
    finder = await createFaceFinder();
    for (const photo of [...personA, personB]) {
      const image = await finder.decode(photo, undefined);
      images.push(image);
      bare.push(...(await finder.findIn(image, options)).faces);
    }
  });
  const asCompared = ({ embedding, lowerFaceCovered }: DetectedFace): MaybeMasked => ({
    embedding: embedding!,
    lowerFaceCovered: lowerFaceCovered!,
  });

  it('are told from bare ones, and known again', async () => {
    expect(bare.map((face) => face.lowerFaceCovered)).toEqual([false, false, false]);
    const [first, second, other] = bare.map(asCompared);
    expect(maskScore(first!, second!)).toBe(
      compareScore(cosineSimilarity(first!.embedding, second!.embedding)),
    );
    for (const kind of MASK_KINDS) {
      const masked = drawMask(images[1]!, bare[1]!.landmarks68, anyMask(new Random(0), kind));
      const [face] = (await finder.findIn(masked, options)).faces;
      expect(face?.lowerFaceCovered).toBe(true);
      expect(maskScore(asCompared(face!), first!)).toBeGreaterThan(40);
      expect(maskScore(asCompared(face!), other!)).toBeLessThan(40);
    }
  });

  it('have their eyes as before, and nothing of mouth and nose', () => {
    const { landmarks68, landmarks5 } = bare[0]!;
    const [leftEye, rightEye, nose, leftMouth, rightMouth] = landmarks5;
    const pixel = ({ data, width }: RgbImage, { x, y }: { x: number; y: number }): number[] => {
      const at = (Math.round(y) * width + Math.round(x)) * 3;
      return [...data.subarray(at, at + 3)];
    };
    for (const kind of MASK_KINDS) {
      const masked = drawMask(images[0]!, landmarks68, anyMask(new Random(3), kind));
      for (const eye of [leftEye!, rightEye!]) expect(pixel(masked, eye)).toEqual(pixel(images[0]!, eye));
      for (const hidden of [nose!, leftMouth!, rightMouth!])
        expect(pixel(masked, hidden)).not.toEqual(pixel(images[0]!, hidden));
    }
  });
});

describe('directions', () => {
  const axis = (k: number, length = 512): Float32Array => new Float32Array(length).fill(1, k, k + 1);

  it('are those in which vectors spread the most, and orthonormal', () => {
    const vectors = [axis(4), axis(4), axis(4), axis(1), axis(1), axis(7)].map((v, i) =>
      v.map((x) => x * (i % 2 ? -1 : 1)),
    );
    const [first, second] = principalDirections(vectors, 2);
    expect(Math.abs(first![4]!)).toBeCloseTo(1, 5);
    expect(Math.abs(second![1]!)).toBeCloseTo(1, 5);
    expect(cosineSimilarity(first!, second!)).toBeCloseTo(0, 6);
  });

  it('are taken out of an embedding, which keeps its length', () => {
    const mixed = Float32Array.from({ length: 512 }, (_, i) => (i < 2 ? Math.SQRT1_2 : 0));
    expect(withoutDirections(mixed, [axis(0)])).toEqual(axis(1));
    const rest = withoutDirections(mixed);
    expect(cosineSimilarity(rest, rest)).toBeCloseTo(1, 5);
    expect(cosineSimilarity(withoutDirections(rest), rest)).toBeCloseTo(1, 5);
  });
});
