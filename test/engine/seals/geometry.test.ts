import { describe, expect, it } from 'vitest';
import { findBands } from '../../../src/engine/seals/bands.ts';
import { findBlobs, outline } from '../../../src/engine/seals/blobs.ts';
import { circleThrough, ellipseBox, fitEllipse, polar } from '../../../src/engine/seals/ellipse.ts';
import { AROUND, placeIn, ringOf, unroll } from '../../../src/engine/seals/ring.ts';
import type { Ellipse, Plane } from '../../../src/engine/seals/types.ts';
import { Random } from '../../material/random.ts';

/** The point of an ellipse at an angle of its own, `radius` times as far from its middle. */
const pointOn = ({ cx, cy, a, b, angle }: Ellipse, t: number, radius = 1) => {
  const [u, v] = [radius * a * Math.cos(t), radius * b * Math.sin(t)];
  return {
    x: cx + u * Math.cos(angle) - v * Math.sin(angle),
    y: cy + u * Math.sin(angle) + v * Math.cos(angle),
  };
};

const sample: Ellipse = { cx: 310, cy: -40, a: 120, b: 84, angle: 0.4 };

/** A plane that is inked where `inked` says. */
const planeOf = (width: number, height: number, inked: (x: number, y: number) => boolean): Plane => ({
  data: Float32Array.from({ length: width * height }, (_, i) =>
    inked((i % width) + 0.5, Math.floor(i / width) + 0.5) ? 1 : 0,
  ),
  width,
  height,
});

describe('an ellipse', () => {
  it('is found again from points around it', () => {
    const random = new Random(1);
    const points = Array.from({ length: 60 }, () => pointOn(sample, 2 * Math.PI * random.next()));
    const found = fitEllipse(points);
    for (const name of ['cx', 'cy', 'a', 'b', 'angle'] as const)
      expect(found?.[name]).toBeCloseTo(sample[name], 6);
  });

  it('is found nearly again from points half a pixel beside it, on two thirds of it', () => {
    const random = new Random(2);
    const points = Array.from({ length: 200 }, () => {
      const { x, y } = pointOn(sample, 4.2 * random.next());
      return { x: x + random.next() - 0.5, y: y + random.next() - 0.5 };
    });
    const found = fitEllipse(points);
    expect(Math.abs((found?.a ?? 0) - sample.a)).toBeLessThan(1.5);
    expect(Math.abs((found?.b ?? 0) - sample.b)).toBeLessThan(1.5);
  });

  it('is not seen in a line, in four points, nor in a very flat curve', () => {
    const line = Array.from({ length: 9 }, (_, i) => ({ x: i, y: 2 * i + 1 }));
    expect(fitEllipse(line)).toBeUndefined();
    expect(fitEllipse(line.slice(0, 4))).toBeUndefined();
    const flat = { ...sample, b: 30 };
    expect(fitEllipse([0, 1, 2, 3, 4, 5].map((t) => pointOn(flat, t)))).toBeUndefined();
    expect(circleThrough({ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 2 })).toBeUndefined();
  });

  it('knows where points lie, and the box around it', () => {
    expect(polar(sample, pointOn(sample, 0.7, 1.3)).radius).toBeCloseTo(1.3, 9);
    expect(polar(sample, pointOn(sample, 0.7, 1.3)).angle).toBeCloseTo(0.7, 9);
    const [p, q, , r] = ellipseBox(sample);
    expect(Math.hypot(q.x - p.x, q.y - p.y)).toBeCloseTo(240, 9);
    expect(Math.hypot(r.x - p.x, r.y - p.y)).toBeCloseTo(168, 9);
  });

  it('is a circle through three points', () => {
    const circle = circleThrough({ x: 13, y: 5 }, { x: 3, y: 15 }, { x: -7, y: 5 });
    expect([circle?.cx, circle?.cy, circle?.a]).toEqual(
      [3, 5, 10].map((value) => expect.closeTo(value, 9) as number),
    );
  });
});

describe('a ring', () => {
  it('has places at equal distances, a circle as an oval', () => {
    for (const ring of [ringOf(0, 0, 100, 100), ringOf(0, 0, 120, 80)]) {
      const steps = Array.from({ length: AROUND }, (_, i) => {
        const [p, q] = [placeIn(ring, i + 0.5, 0), placeIn(ring, i + 1.5, 0)];
        return Math.hypot(p.x - q.x, p.y - q.y);
      });
      expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.2);
      expect(steps.reduce((sum, step) => sum + step, 0)).toBeCloseTo(ring.lengthAt(0), -1);
    }
  });

  it('is rolled out clockwise from a place, and against the clock with heads inwards', () => {
    // Inked in the quarter from the right down to the bottom, in the outer half of the band.
    const plane = planeOf(240, 240, (x, y) => x > 120 && y > 120 && Math.hypot(x - 120, y - 120) > 90);
    const ring = ringOf(120, 120, 100, 100);
    const band = { from: 0, to: AROUND / 2, top: 0, bottom: 20 };
    const at = ({ data, width, height }: Plane, u: number, v: number): number =>
      data[Math.floor(v * height) * width + Math.floor(u * width)] as number;
    const strip = unroll(plane, ring, band, 20);
    expect(strip.width).toBe(Math.round(Math.PI * 90));
    expect([at(strip, 0.25, 0.2), at(strip, 0.75, 0.2), at(strip, 0.25, 0.8)]).toEqual([1, 0, 0]);
    const inwards = unroll(plane, ring, band, 20, { inwards: true, stretch: 2 });
    expect(inwards.width).toBe(Math.round(2 * Math.PI * 90));
    expect([at(inwards, 0.25, 0.8), at(inwards, 0.75, 0.8), at(inwards, 0.75, 0.2)]).toEqual([0, 1, 0]);
  });

  it('tells border, text and gap from each other', () => {
    // A border of 10 pixels, then letters between 15 and 55 pixels inside, free for 80 degrees about the bottom.
    const plane = planeOf(440, 440, (x, y) => {
      const [radius, angle] = [Math.hypot(x - 220, y - 220), (Math.atan2(y - 220, x - 220) * 180) / Math.PI];
      const free = angle > 50 && angle < 130;
      const letter = radius > 145 && radius < 185 && !free && (((angle + 360) % 20) + 20) % 20 < 14;
      return (radius > 190 && radius < 200) || letter || radius < 60;
    });
    const bands = findBands(plane, ringOf(220, 220, 200, 200));
    const degrees = (place: number): number => ((place * 360) / AROUND) % 360;
    expect(degrees(bands?.name.from ?? 0)).toBeGreaterThan(125);
    expect(degrees(bands?.name.from ?? 0)).toBeLessThan(142);
    expect(degrees(bands?.name.to ?? 0)).toBeGreaterThan(40);
    expect(degrees(bands?.name.to ?? 0)).toBeLessThan(54);
    expect(bands?.name.top).toBeGreaterThan(10);
    expect(bands?.name.top).toBeLessThan(17);
    expect(bands?.name.bottom).toBeGreaterThan(53);
    expect(bands?.name.bottom).toBeLessThan(62);
  });

  it('has no text when there is a border alone', () => {
    const plane = planeOf(440, 440, (x, y) => {
      const radius = Math.hypot(x - 220, y - 220);
      return radius > 190 && radius < 200;
    });
    expect(findBands(plane, ringOf(220, 220, 200, 200))).toBeUndefined();
  });
});

describe('blobs', () => {
  it('hang together over small gaps, and are seen from outside', () => {
    const [width, height] = [60, 40];
    const mask = new Uint8Array(width * height);
    const fill = (left: number, right: number): void => {
      for (let y = 10; y < 30; y++) mask.fill(1, y * width + left, y * width + right);
    };
    fill(5, 15);
    fill(18, 30);
    fill(45, 48);
    const blobs = findBlobs(mask, width, height, 2, 8);
    expect(blobs.map(({ left, right, top, bottom }) => [left, right, top, bottom])).toEqual([
      [5, 29, 10, 29],
    ]);
    const [blob] = blobs;
    const seen = blob ? outline(blob) : [];
    expect(seen).toContainEqual({ x: 5.5, y: 20.5 });
    expect(seen).not.toContainEqual({ x: 10.5, y: 20.5 });
  });
});
