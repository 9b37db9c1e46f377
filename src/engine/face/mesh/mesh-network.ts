import { readModel } from '../../models.ts';
import type { Point } from '../../types.ts';
import { type Affine, bounds, transform } from '../geometry.ts';
import { type Network, openNetworkOf, output } from '../session.ts';
import { splitPRelu } from '../split-prelu.ts';
import { REGIONS, type Region, type RegionName } from './regions.ts';
import { readTflite, type TfliteGraph } from './tflite.ts';
import { tfliteToOnnx, type Piece } from './tflite-to-onnx.ts';

/** Side of the square that the network sees, pixels. */
export const MESH_INPUT = 192;
/** Points of the mesh; after them come five of each iris. */
export const MESH_POINTS = 468;
export const IRIS_POINTS = 5;

export interface MeshNetwork {
  /**
   * @param planes red, green and blue, 0..1, MESH_INPUT squared each
   * @returns 478 points, pixels of the square: the mesh of MediaPipe, then centre, right, top, left and bottom of the iris
   * of the left eye, then of the right eye, as seen in the image
   */
  points(planes: Float32Array): Promise<Point[]>;
}

/** Where the model lies in the package's one file of several. */
const IN_PACKAGE = { start: 0, end: 2_495_952 } as const;

/** The network up to the mesh, and the looks at its regions after it: between the two the runtime lacks the operators. */
export const WHOLE: Piece = { inputs: { image: 0 }, outputs: { mesh: 186, features: 35 } };
export const LOOKS: Piece = {
  inputs: { lips: 199, leftEye: 200, rightEye: 201 } satisfies Record<RegionName, number>,
  outputs: { lipsPoints: 684, leftEyePoints: 687, leftIris: 690, rightEyePoints: 693, rightIris: 696 },
};

/** The feature map: channels, and its side; a look sees a square of `LOOK` cells of it, and names points in `LOOK_POINTS`. */
const CHANNELS = 32;
const MAP = 48;
const LOOK = 16;
const LOOK_POINTS = 64;
/** How much larger than a region's box what a look sees is. */
const MARGIN = 1.5;

/** From a square of side one over a region, its rotation taken out, to pixels of the network's square. */
function frameOf({ vertices, left, right }: Region, mesh: readonly Point[]): Affine {
  const [p, q] = [mesh[left]!, mesh[right]!];
  const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
  const [cos, sin] = [(q.x - p.x) / length, (q.y - p.y) / length];
  const level: Affine = [cos, sin, 0, -sin, cos, 0];
  const box = bounds(vertices.map((vertex) => transform(level, mesh[vertex]!)));
  const [width, height] = [box.width * MARGIN, box.height * MARGIN];
  const upright: Affine = [cos, -sin, 0, sin, cos, 0];
  const centre = transform(upright, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const [a, b, d, e] = [cos * width, -sin * height, sin * width, cos * height];
  return [a, b, centre.x - (a + b) / 2, d, e, centre.y - (d + e) / 2];
}

/** The cells of a look, bilinear; what lies outside the feature map is zero. */
function cellsIn(features: Float32Array, frame: Affine): Float32Array {
  const cells = new Float32Array(CHANNELS * LOOK * LOOK);
  for (let row = 0; row < LOOK; row++)
    for (let column = 0; column < LOOK; column++) {
      const at = transform(frame, { x: (column + 0.5) / LOOK, y: (row + 0.5) / LOOK });
      const x = (at.x * MAP) / MESH_INPUT - 0.5;
      const y = (at.y * MAP) / MESH_INPUT - 0.5;
      if (x < 0 || y < 0 || x > MAP - 1 || y > MAP - 1) continue;
      const [x0, y0] = [Math.min(MAP - 2, Math.floor(x)), Math.min(MAP - 2, Math.floor(y))];
      const [right, low] = [x - x0, y - y0];
      for (let channel = 0; channel < CHANNELS; channel++) {
        const i = (channel * MAP + y0) * MAP + x0;
        const upper = features[i]! * (1 - right) + features[i + 1]! * right;
        const lower = features[i + MAP]! * (1 - right) + features[i + MAP + 1]! * right;
        cells[(channel * LOOK + row) * LOOK + column] = upper * (1 - low) + lower * low;
      }
    }
  return cells;
}

/** Points out of numbers that go `stride` to a point. */
const pointsOf = (numbers: Float32Array, stride: number): Point[] =>
  Array.from({ length: numbers.length / stride }, (_, i) => ({
    x: numbers[stride * i]!,
    y: numbers[stride * i + 1]!,
  }));

const NAMES = Object.keys(REGIONS) as RegionName[];

/** The mesh with what the second looks say of their regions, then the irises. */
async function refine(looks: Network, mesh: Point[], features: Float32Array): Promise<Point[]> {
  const frames = NAMES.map((name) => frameOf(REGIONS[name], mesh));
  const inputs = NAMES.map((name, i) => [name, cellsIn(features, frames[i]!)] as const);
  const found = await looks.runNamed(Object.fromEntries(inputs), [1, CHANNELS, LOOK, LOOK]);
  const inFrame = (name: RegionName, part: string): Point[] =>
    pointsOf(output(found, part), 2).map(({ x, y }) =>
      transform(frames[NAMES.indexOf(name)]!, { x: x / LOOK_POINTS, y: y / LOOK_POINTS }),
    );
  const refined = [...mesh];
  for (const name of NAMES)
    inFrame(name, `${name}Points`).forEach((point, i) => (refined[REGIONS[name].vertices[i]!] = point));
  return [...refined, ...inFrame('leftEye', 'leftIris'), ...inFrame('rightEye', 'rightIris')];
}

/** MediaPipe's face mesh with attention as it is packaged. */
export const packagedMesh = async (): Promise<TfliteGraph> =>
  readTflite((await readModel('face-mesh')).subarray(IN_PACKAGE.start, IN_PACKAGE.end));

/** Loads it, converted for the runtime. */
export async function openMeshNetwork(): Promise<MeshNetwork> {
  const graph = await packagedMesh();
  const open = (piece: Piece): Promise<Network> => openNetworkOf(splitPRelu(tfliteToOnnx(graph, piece)));
  const [whole, looks] = await Promise.all([open(WHOLE), open(LOOKS)]);
  return {
    async points(planes) {
      const found = await whole.run(planes, [1, 3, MESH_INPUT, MESH_INPUT]);
      return refine(looks, pointsOf(output(found, 'mesh'), 3), output(found, 'features'));
    },
  };
}
