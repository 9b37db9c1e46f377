import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { findCandidates } from '../../../src/engine/plates/candidates.ts';
import { plateColour } from '../../../src/engine/plates/colour.ts';
import { decode } from '../../../src/engine/plates/decode.ts';
import { PATTERNS } from '../../../src/engine/plates/patterns.ts';
import type { LineScores } from '../../../src/engine/text/recognise.ts';
import type { Quad } from '../../../src/engine/types.ts';
import { drawPlate, type PlateKind } from '../../material/plates.ts';
import { Random } from '../../material/random.ts';

const alphabet = ['', ...'·京粤港0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Scores of a network that saw these characters, each as likely as it is given; what is left is nothing. */
function scoresOf(steps: readonly Readonly<Record<string, number>>[]): LineScores {
  const data = new Float32Array(steps.length * alphabet.length);
  steps.forEach((seen, step) => {
    const left = 1 - Object.values(seen).reduce((sum, p) => sum + p, 0);
    data[step * alphabet.length] = left;
    for (const [character, p] of Object.entries(seen))
      data[step * alphabet.length + alphabet.indexOf(character)] = p;
  });
  return { data, steps: steps.length, alphabet, width: 8 * steps.length };
}

const spelt = (text: string): Readonly<Record<string, number>>[] =>
  [...text].flatMap((character) => [{ [character]: 0.99 }, {}]);

const [ordinary = []] = PATTERNS.blue;

describe('a number', () => {
  it('has in each place what can stand there: zero for O, one for I', () => {
    const read = decode(
      scoresOf(
        spelt('京A·O1I80').map((seen) =>
          'O' in seen ? { O: 0.7, 0: 0.2 } : 'I' in seen ? { I: 0.6, 1: 0.3 } : seen,
        ),
      ),
      ordinary,
    );
    expect(read?.text).toBe('京A01180');
    expect(read?.confidence).toBeGreaterThan(0.6);
  });

  it('keeps characters that repeat, with or without a step between', () => {
    expect(decode(scoresOf(spelt('粤B88888')), ordinary)?.text).toBe('粤B88888');
    const held = scoresOf([
      { 京: 0.9 },
      { 京: 0.9 },
      { C: 0.9 },
      { 7: 0.9 },
      { 7: 0.8 },
      {},
      { 7: 0.9 },
      { D: 0.9 },
      { 1: 0.9 },
      { 2: 0.9 },
    ]);
    expect(decode(held, ordinary)?.text).toBe('京C77D12');
  });

  it('fits its own pattern best', () => {
    const scores = scoresOf(spelt('粤Z1234港'));
    const [best] = PATTERNS.black
      .flatMap((pattern) => decode(scores, pattern) ?? [])
      .sort((p, q) => q.score - p.score);
    expect(best?.text).toBe('粤Z1234港');
  });

  it('fits badly what has other characters, and not at all what is too short', () => {
    const right = decode(scoresOf(spelt('京A12345')), ordinary)?.score ?? 0;
    const longer = decode(scoresOf(spelt('京A1234567')), ordinary)?.score ?? 0;
    expect(right).toBeCloseTo(0, 3);
    expect(longer).toBeLessThan(-8);
    expect(decode(scoresOf([{ 京: 0.9 }]), ordinary)).toBeUndefined();
  });
});

describe("a plate's colour", () => {
  it.each([
    ['ordinary', 'blue'],
    ['large', 'yellow'],
    ['new-energy', 'green'],
    ['new-energy-large', 'yellow-green'],
    ['police', 'white'],
    ['cross-border', 'black'],
  ] as const)('of %s is %s, in dim light too', async (kind: PlateKind, colour) => {
    const plate = await drawPlate(new Random(7), kind);
    for (const light of [1, 0.55]) {
      const { data, info } = await sharp(plate.image)
        .extract({ left: 20, top: 34, width: plate.width - 40, height: 142 })
        .linear(light)
        .blur(1.5)
        .resize(128, 40, { fit: 'fill' })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(plateColour({ data, width: info.width, height: info.height })).toBe(colour);
    }
  });

  it('is none of red, and none where nothing stands out', () => {
    const [red, plain] = [new Uint8Array(128 * 40 * 3), new Uint8Array(128 * 40 * 3).fill(120)];
    for (let i = 0; i < red.length; i += 3) red.set(i % 30 < 9 ? [250, 250, 250] : [190, 20, 30], i);
    expect(plateColour({ data: red, width: 128, height: 40 })).toBeUndefined();
    expect(plateColour({ data: plain, width: 128, height: 40 })).toBeUndefined();
  });
});

describe('candidates', () => {
  const box = (x: number, y: number, width: number, height: number): Quad => [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];

  it('are lines of the length of a number, and an office beside or above one', () => {
    const whole = { text: '京A·12345', quad: box(0, 0, 400, 90) };
    const sentence = { text: '第一条 乙方应当交付货物', quad: box(0, 200, 600, 50) };
    const [office, number] = [
      { text: '粤B', quad: box(0, 400, 110, 90) },
      { text: '8F219', quad: box(140, 400, 260, 90) },
    ];
    const [above, below] = [
      { text: '陕 P', quad: box(900, 60, 220, 60) },
      { text: '99Y68', quad: box(820, 140, 385, 110) },
    ];
    const found = findCandidates([whole, sentence, office, number, above, below]).map(({ rows }) => rows);
    expect(found).toContainEqual([whole.quad]);
    expect(found).toContainEqual([box(0, 400, 400, 90)]);
    expect(found).toContainEqual([above.quad, below.quad]);
    expect(found.flat()).not.toContainEqual(sentence.quad);
  });
});
