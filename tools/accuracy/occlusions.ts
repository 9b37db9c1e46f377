import type { RgbImage } from '../../src/engine/image.ts';
import type { Point } from '../../src/engine/types.ts';
import { bounds, centroid } from '../../src/engine/face/geometry.ts';
import type { PartName } from '../../src/engine/face/completeness.ts';

export type Random = () => number;

const mix = (p: Point, q: Point, t: number): Point => ({
  x: p.x + (q.x - p.x) * t,
  y: p.y + (q.y - p.y) * t,
});

/** Points that stand for each part, sides apart: a part is covered as far as its worse side is. */
export function partPoints(face: readonly Point[]): Record<PartName, Point[][]> {
  const at = (...indices: number[]): Point[] => indices.map((i) => face[i]!);
  const cheek = (wing: number, corner: number, contour: number[]): Point[] =>
    contour.flatMap((i) => [
      mix(face[wing]!, face[i]!, 0.4),
      mix(face[corner]!, face[i]!, 0.5),
      mix(face[wing]!, face[i]!, 0.65),
    ]);
  return {
    eyebrow: [at(17, 18, 19, 20, 21), at(22, 23, 24, 25, 26)],
    eye: [at(36, 37, 38, 39, 40, 41), at(42, 43, 44, 45, 46, 47)],
    nose: [at(28, 29, 30, 31, 32, 33, 34, 35)],
    cheek: [cheek(31, 48, [2, 3, 4]), cheek(35, 54, [12, 13, 14])],
    mouth: [at(48, 50, 51, 52, 54, 56, 57, 58, 62, 66)],
    chin: [[...at(7, 8, 9), mix(face[57]!, face[8]!, 0.4), mix(face[57]!, face[8]!, 0.7)]],
  };
}

type Inside = (p: Point) => boolean;
type Colour = (p: Point) => readonly [number, number, number];

export interface Occlusion {
  readonly image: RgbImage;
  readonly covers: Inside;
}

export const KINDS = ['box', 'bar', 'mask', 'glasses', 'blob', 'border'] as const;
/** Not drawn for training. */
export const NEW_KINDS = ['hand', 'picture'] as const;
export type Kind = (typeof KINDS)[number] | (typeof NEW_KINDS)[number];

const PARTS: readonly PartName[] = ['eyebrow', 'eye', 'nose', 'cheek', 'mouth', 'chin'];

function paint(image: RgbImage, covers: Inside, colour: Colour): RgbImage {
  const data = Uint8Array.from(image.data);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++)
      if (covers({ x: x + 0.5, y: y + 0.5 })) data.set(colour({ x, y }), (y * image.width + x) * 3);
  return { ...image, data };
}

function anyColour(random: Random): Colour {
  const tone = (): [number, number, number] => [random() * 255, random() * 255, random() * 255];
  const [p, q] = [tone(), tone()];
  const grain = random() < 0.5 ? 0 : random() * 60;
  const period = 3 + random() * 14;
  const striped = random() < 0.35;
  const angle = random() * Math.PI;
  return ({ x, y }) => {
    const base =
      striped && Math.sin(((x * Math.cos(angle) + y * Math.sin(angle)) * 2 * Math.PI) / period) > 0 ? q : p;
    const noise = (random() - 0.5) * grain;
    return [base[0] + noise, base[1] + noise, base[2] + noise].map((v) => Math.max(0, Math.min(255, v))) as [
      number,
      number,
      number,
    ];
  };
}

/** The face's own skin, shaded from one side to the other. */
function skin(image: RgbImage, face: readonly Point[], random: Random): Colour {
  const { x, y } = centroid([face[30]!, face[48]!, face[2]!]);
  const at =
    (Math.max(0, Math.min(image.height - 1, Math.round(y))) * image.width +
      Math.max(0, Math.min(image.width - 1, Math.round(x)))) *
    3;
  const [r, g, b] = image.data.subarray(at, at + 3) as unknown as [number, number, number];
  const tilt = (random() - 0.5) * 0.8;
  return (p) => {
    const shade = Math.max(0.5, Math.min(1.3, 0.95 + (tilt * (p.x - x)) / 60 + (random() - 0.5) * 0.06));
    return [Math.min(255, r * shade), Math.min(255, g * shade), Math.min(255, b * shade)];
  };
}

const ellipse = (c: Point, rx: number, ry: number, angle: number): Inside => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ({ x, y }) => {
    const [dx, dy] = [x - c.x, y - c.y];
    return ((dx * cos + dy * sin) / rx) ** 2 + ((dy * cos - dx * sin) / ry) ** 2 < 1;
  };
};

const box =
  (c: Point, w: number, h: number): Inside =>
  ({ x, y }) =>
    Math.abs(x - c.x) < w / 2 && Math.abs(y - c.y) < h / 2;

/** Draws one occlusion over a part chosen at random. `other` lends its pixels to the kind `picture`. */
export function occlude(
  image: RgbImage,
  face: readonly Point[],
  kind: Kind,
  random: Random,
  other: RgbImage,
): Occlusion {
  const size = bounds(face);
  const groups = partPoints(face)[PARTS[Math.floor(random() * PARTS.length)]!];
  const target = centroid(groups[Math.floor(random() * groups.length)]!);
  const side = (low: number, high: number): number => size.width * (low + random() * (high - low));
  const painted = (covers: Inside, colour: Colour = anyColour(random)): Occlusion => ({
    image: paint(image, covers, colour),
    covers,
  });
  const [leftEye, rightEye] = [centroid(face.slice(36, 42)), centroid(face.slice(42, 48))];
  switch (kind) {
    case 'box':
      return painted(box(target, side(0.25, 0.9), side(0.2, 0.6)));
    case 'bar':
      return painted(box({ x: size.x + size.width / 2, y: target.y }, size.width * 1.4, side(0.12, 0.35)));
    case 'blob':
      return painted(
        ellipse(target, side(0.15, 0.5), side(0.12, 0.4), random() * 3),
        random() < 0.4 ? skin(image, face, random) : anyColour(random),
      );
    case 'mask': {
      const top = mix(face[27]!, face[33]!, 0.4 + random() * 0.4).y;
      const shape = ellipse(
        { x: size.x + size.width / 2, y: face[33]!.y },
        size.width * 0.52,
        face[8]!.y - face[33]!.y + side(0, 0.08),
        0,
      );
      return painted((p) => p.y > top && shape(p));
    }
    case 'glasses': {
      const [rx, ry, dark] = [side(0.17, 0.23), side(0.11, 0.18), random() * 70];
      const [p, q] = [ellipse(leftEye, rx, ry, 0), ellipse(rightEye, rx, ry, 0)];
      return painted(
        (at) => p(at) || q(at),
        () => [dark, dark, dark + random() * 15],
      );
    }
    case 'border':
      return atBorder(image, size, random);
    case 'hand': {
      const angle = random() * Math.PI;
      const fingers = [-1.5, -0.5, 0.5, 1.5].map((i) =>
        ellipse(
          {
            x: target.x + Math.sin(angle) * i * size.width * 0.13,
            y: target.y - Math.cos(angle) * i * size.width * 0.13,
          },
          side(0.4, 0.6),
          size.width * 0.075,
          angle,
        ),
      );
      return painted((p) => fingers.some((finger) => finger(p)), skin(image, face, random));
    }
    case 'picture': {
      const covers = box(target, side(0.3, 0.9), side(0.25, 0.6));
      const [dx, dy] = [Math.floor(random() * 60), Math.floor(random() * 40)];
      return painted(covers, ({ x, y }) => {
        const at = (((y + dy) % other.height) * other.width + ((x + dx) % 70)) * 3;
        return other.data.subarray(at, at + 3) as unknown as [number, number, number];
      });
    }
  }
}

/** A picture whose lower or left part was cut away: what is missing lies outside. */
function atBorder(
  image: RgbImage,
  face: { x: number; y: number; width: number; height: number },
  random: Random,
): Occlusion {
  const cut = random() < 0.6;
  const keep = 0.6 + random() * 0.35;
  const height = cut
    ? Math.max(8, Math.min(image.height, Math.round(face.y + face.height * keep)))
    : image.height;
  const width = cut
    ? image.width
    : Math.max(8, Math.min(image.width, Math.round(face.x + face.width * keep)));
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    data.set(image.data.subarray(y * image.width * 3, (y * image.width + width) * 3), y * width * 3);
  return { image: { data, width, height }, covers: ({ x, y }) => x > width || y > height };
}
