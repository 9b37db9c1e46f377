import type { RgbImage } from '../image.ts';
import { pointIn } from '../text/crop.ts';
import type { Quad } from '../types.ts';
import { powerSpectrum } from './spectrum.ts';

/** Side of a patch, pixels of the picture; and patches across and down a card. */
const SIZE = 128;
const ACROSS = 5;
const DOWN = 4;
/** Lowest frequency that is looked at, cycles a pixel: below are letters and pictures. */
const LOWEST = 0.07;
/** A peak is compared with what is around it, this many bins away. */
const NEAR = 3;
const FAR = 7;

/**
 * How far the clearest regular pattern of colour stands out of its surroundings in the spectrum, decibels. The pixels of a screen,
 * sampled by those of a camera, leave coloured stripes all over a picture; print leaves next to none in the difference of red and blue.
 */
export function moireLevel(image: RgbImage, quad: Quad): number {
  const spectra: Float64Array[] = [];
  for (let j = 0; j < DOWN; j++)
    for (let i = 0; i < ACROSS; i++) {
      const centre = pointIn(quad, (i + 1) / (ACROSS + 1), (j + 1) / (DOWN + 1));
      const [left, top] = [Math.round(centre.x - SIZE / 2), Math.round(centre.y - SIZE / 2)];
      if (left < 0 || top < 0 || left + SIZE > image.width || top + SIZE > image.height) continue;
      spectra.push(
        powerSpectrum(SIZE, (x, y) => {
          const at = ((top + y) * image.width + left + x) * 3;
          return (image.data[at] as number) - (image.data[at + 2] as number);
        }),
      );
    }
  return spectra.length < (ACROSS * DOWN) / 2 ? 0 : clearestPeak(meanLevels(spectra));
}

/** Mean of the logarithms: one letter in one patch does not count for much. Decibels. */
function meanLevels(spectra: readonly Float64Array[]): Float64Array {
  const levels = new Float64Array(SIZE * SIZE);
  for (const spectrum of spectra)
    for (const [i, power] of spectrum.entries())
      levels[i] = (levels[i] as number) + (10 * Math.log10(power + 1)) / spectra.length;
  return levels;
}

function clearestPeak(levels: Float64Array): number {
  let clearest = 0;
  for (let v = 0; v < SIZE; v++)
    for (let u = 0; u <= SIZE / 2; u++) {
      const [fx, fy] = [u / SIZE, Math.min(v, SIZE - v) / SIZE];
      if (Math.hypot(fx, fy) < LOWEST || isBlockFrequency(u, v)) continue;
      const level = levels[v * SIZE + u] as number;
      if (level - (levels[((v + NEAR) % SIZE) * SIZE + u] as number) < clearest) continue;
      clearest = Math.max(clearest, level - around(levels, u, v));
    }
  return clearest;
}

/** The blocks of a JPEG file repeat every 8 or 16 pixels: frequencies on the axes at multiples of 1/16. */
const isBlockFrequency = (u: number, v: number): boolean => {
  const near = (bin: number): boolean => {
    const off = bin % (SIZE / 16);
    return Math.min(off, SIZE / 16 - off) <= 1;
  };
  const onAxis = Math.min(u, v, SIZE - v) <= 1;
  return onAxis && near(u) && near(v);
};

/** Middle level of the bins around one. */
function around(levels: Float64Array, u: number, v: number): number {
  const values: number[] = [];
  for (let dv = -FAR; dv <= FAR; dv++)
    for (let du = -FAR; du <= FAR; du++)
      if (Math.max(Math.abs(du), Math.abs(dv)) >= NEAR)
        values.push(levels[((v + dv + SIZE) % SIZE) * SIZE + ((u + du + SIZE) % SIZE)] as number);
  return values.sort((p, q) => p - q)[values.length >> 1] ?? 0;
}
