import type { Point } from '../../types.ts';
import { IRIS_POINTS, MESH_POINTS } from './mesh-network.ts';

/** Parts of a face that the dense mesh outlines. Left and right as seen in the image. */
export type DensePart =
  | 'leftEye'
  | 'rightEye'
  | 'leftEyeBrow'
  | 'rightEyeBrow'
  | 'mouthOutside'
  | 'mouthInside'
  | 'nose'
  | 'leftPupil'
  | 'rightPupil'
  | 'centralAxis'
  | 'chin'
  | 'leftEyeBags'
  | 'rightEyeBags'
  | 'forehead';

export type DenseShape = Readonly<Record<DensePart, readonly Point[]>>;

/** Where the irises begin; five points each: centre, right, top, left, bottom. */
const [LEFT_IRIS, RIGHT_IRIS] = [MESH_POINTS, MESH_POINTS + IRIS_POINTS];
const iris = (first: number): readonly number[] => [first + 3, first + 4, first + 1, first + 2];

/**
 * Points of the mesh along each part. Closed ones go from their left end counter-clockwise as seen on the picture, which is
 * how the API documents the mouth; it says nothing of the others, nor how many points any has.
 */
// prettier-ignore
export const CONTOURS: Readonly<Record<DensePart, readonly number[]>> = {
  leftEye: [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246],
  rightEye: [362, 382, 381, 380, 374, 373, 390, 249, 263, 466, 388, 387, 386, 385, 384, 398],
  leftEyeBrow: [46, 53, 52, 65, 55, 107, 66, 105, 63, 70],
  rightEyeBrow: [285, 295, 282, 283, 276, 300, 293, 334, 296, 336],
  mouthOutside: [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185],
  mouthInside: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191],
  // Down the left side from the root, under the nose, and up the right side.
  nose: [
    193, 122, 196, 174, 217, 198, 131, 49, 48, 64, 98, 97, 2,
    326, 327, 294, 278, 279, 360, 420, 437, 399, 419, 351, 417,
  ],
  // The edge of the iris: the network does not tell the pupil in it.
  leftPupil: iris(LEFT_IRIS),
  rightPupil: iris(RIGHT_IRIS),
  // From the hairline down to the chin.
  centralAxis: [
    10, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 164, 0, 11, 12, 13, 14, 15, 16, 17, 18, 200, 199, 175, 152,
  ],
  // From the left ear along the jaw to the right ear.
  chin: [
    234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454,
  ],
  // The band below the lower lid: where bags would be, whether there are any or not.
  leftEyeBags: [31, 228, 229, 230, 231, 232, 233, 26, 22, 23, 24, 110, 25],
  rightEyeBags: [453, 452, 451, 450, 449, 448, 261, 255, 339, 254, 253, 252, 256],
  // Along the upper edges of the brows, and back along the hairline.
  forehead: [
    21, 70, 63, 105, 66, 107, 9, 336, 296, 334, 293, 300, 251,
    284, 332, 297, 338, 10, 109, 67, 103, 54,
  ],
};

/** The outlines of a face's parts. @param dense 478 points as `MeshNetwork` orders them */
export const denseShape = (dense: readonly Point[]): DenseShape =>
  Object.fromEntries(
    Object.entries(CONTOURS).map(([part, indices]) => [part, indices.map((index) => dense[index]!)]),
  ) as unknown as DenseShape;
