import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFaceFinder, type FaceFinder } from '../../../../src/engine/face/finder.ts';
import { findDensePoints, meshFrame } from '../../../../src/engine/face/mesh/dense-points.ts';
import { CONTOURS, denseShape, type DensePart } from '../../../../src/engine/face/mesh/dense-shape.ts';
import { MESH_INPUT, type MeshNetwork } from '../../../../src/engine/face/mesh/mesh-network.ts';
import { bounds, centroid, transform } from '../../../../src/engine/face/geometry.ts';
import type { DetectedFace, Point } from '../../../../src/engine/types.ts';
import { facePhotos } from '../../../material/faces.ts';

const distance = (p: Point, q: Point): number => Math.hypot(p.x - q.x, p.y - q.y);
const options = { maxFaces: 1, minFaceSize: 34, dense: true };

let finder: FaceFinder;
let photo: Buffer;
let face: DetectedFace;
/** Between the middles of the eyes, pixels. */
let eyes: number;

const find = async (image: Uint8Array, rotate = false): Promise<DetectedFace> =>
  (await finder.find(image, { ...options, rotate })).faces[0]!;

beforeAll(async () => {
  const [made, photos] = await Promise.all([createFaceFinder(), facePhotos()]);
  [finder, photo] = [made, photos.personB];
  face = await find(photo);
  const { landmarks68 } = face;
  eyes = distance(centroid(landmarks68.slice(36, 42)), centroid(landmarks68.slice(42, 48)));
});

/** Each part with the one that it is in a mirror. */
const mirrored = (part: DensePart): DensePart => {
  if (part.startsWith('left')) return part.replace('left', 'right') as DensePart;
  return part.replace('right', 'left') as DensePart;
};

describe('the dense mesh of a photograph', () => {
  it('lies where the 68 landmarks are', () => {
    const { landmarks68, dense } = face;
    expect(dense).toHaveLength(478);
    // Corners of the eyes and the mouth, middle of the lips, base of the nose.
    const pairs = [
      ...([
        [36, 33],
        [39, 133],
        [42, 362],
        [45, 263],
        [48, 61],
        [54, 291],
        [51, 0],
        [57, 17],
        [33, 2],
      ] as const),
    ];
    for (const [landmark, vertex] of pairs)
      expect(distance(landmarks68[landmark]!, dense![vertex]!) / eyes).toBeLessThan(0.15);
  });

  it('has irises within the eyes', () => {
    const shape = denseShape(face.dense!);
    for (const side of ['left', 'right'] as const) {
      const eye = bounds(shape[`${side}Eye`]);
      const { x, y } = centroid(shape[`${side}Pupil`]);
      expect(x).toBeGreaterThan(eye.x);
      expect(x).toBeLessThan(eye.x + eye.width);
      expect(Math.abs(y - eye.y - eye.height / 2)).toBeLessThan(eye.height / 2);
    }
  });

  it('is mirrored in a mirrored photograph', async () => {
    const flopped = await find(await sharp(photo).flop().png().toBuffer());
    const { width = 0 } = await sharp(photo).metadata();
    const [shape, other] = [denseShape(face.dense!), denseShape(flopped.dense!)];
    for (const part of Object.keys(CONTOURS) as DensePart[]) {
      const back = other[mirrored(part)].map(({ x, y }) => ({ x: width - x, y }));
      const nearest = shape[part].map((p) => Math.min(...back.map((q) => distance(p, q))));
      expect(back).toHaveLength(nearest.length);
      expect(nearest.reduce((sum, d) => sum + d, 0) / nearest.length / eyes).toBeLessThan(0.05);
    }
  });

  it('turns with a photograph on its side', async () => {
    const turned = await find(await sharp(photo).rotate(90).png().toBuffer(), true);
    const { height = 0 } = await sharp(photo).metadata();
    const apart = turned.dense!.map(
      ({ x, y }, i) => distance({ x: y, y: height - x }, face.dense![i]!) / eyes,
    );
    expect(apart.reduce((sum, d) => sum + d, 0) / apart.length).toBeLessThan(0.05);
  });
});

describe('outlines', () => {
  const closed = (Object.keys(CONTOURS) as DensePart[]).filter((p) => p !== 'centralAxis' && p !== 'chin');

  it.each(closed)('of %s go counter-clockwise around it, from the left', (part) => {
    const points = denseShape(face.dense!)[part];
    const twice = points.map((p, i) => {
      const q = points[(i + 1) % points.length]!;
      return p.x * q.y - q.x * p.y;
    });
    // The y axis points down: counter-clockwise as seen has a negative area. The mouth is shut: between the lips there is none.
    expect(twice.reduce((sum, area) => sum + area, 0)).toBeLessThan(
      part === 'mouthInside' ? 0.01 * eyes ** 2 : 0,
    );
    const { x, width } = bounds(points);
    expect(points[0]!.x).toBeLessThan(x + width / 2);
    expect(new Set(CONTOURS[part]).size).toBe(points.length);
  });

  it('of the axis and the jaw go down, and from left to right', () => {
    const { centralAxis, chin } = denseShape(face.dense!);
    expect(centralAxis.every(({ y }, i) => i === 0 || y > centralAxis[i - 1]!.y - 0.03 * eyes)).toBe(true);
    expect(chin.every(({ x }, i) => i === 0 || x > chin[i - 1]!.x - 0.1 * eyes)).toBe(true);
  });
});

it('shows the network the face upright, and brings its points back', async () => {
  const corners = [
    { x: 0, y: 0 },
    { x: MESH_INPUT, y: MESH_INPUT },
  ];
  const network: MeshNetwork = { points: async () => corners };
  const leaning = face.landmarks68.map(({ x, y }) => ({ x: -y, y: x }));
  const frame = meshFrame(leaning);
  const image = { data: new Uint8Array(3 * 16), width: 4, height: 4 };
  expect(await findDensePoints(network, image, leaning)).toEqual(corners.map((p) => transform(frame, p)));
  // The face lies with its top to the right: so does the top of the square.
  const [top, low] = [transform(frame, { x: 96, y: 0 }), transform(frame, { x: 96, y: 192 })];
  expect(top.x - low.x).toBeGreaterThan(5 * Math.abs(top.y - low.y));
});
