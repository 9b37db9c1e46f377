import { describe, expect, it } from 'vitest';
import { categoryIds } from '../../src/policy/catalogue.ts';
import { dataMap } from '../../src/policy/documents/data-map.ts';
import { inForce } from '../../src/policy/documents/in-force.ts';
import { textWidth, wrapped } from '../../src/policy/documents/svg.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';
import { sources } from './every-document.ts';

interface Placed {
  readonly style: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const rects = (svg: string): readonly Placed[] =>
  [
    ...svg.matchAll(
      /<rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="6"\/>/g,
    ),
  ].map(([, style = '', ...numbers]) => {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    return { style, x, y, width, height };
  });

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const plain = (text: string): string => text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);

const texts = (svg: string): readonly (Placed & { readonly text: string })[] =>
  [...svg.matchAll(/<text class="(strong|plain|quiet)" x="([\d.]+)" y="([\d.]+)">([^<]*)<\/text>/g)].map(
    ([, style = '', x, y, text = '']) => ({
      style,
      x: Number(x),
      y: Number(y) - 12,
      width: textWidth(plain(text), style as 'strong'),
      height: 15,
      text: plain(text),
    }),
  );

const overlap = (a: Placed, b: Placed): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const long = inForce(
  parseOverlay({
    regions: Array.from({ length: 30 }, (_, index) => `ap-region-number-${index}`),
    categories: {
      'ekyc.monitoring': { atMost: 'P1Y', withoutFields: ['userAgent', 'upStreamIp', 'header', 'rsp'] },
    },
  }),
);
const pictures = [...sources, long].flatMap((source) =>
  (['en', 'zh'] as const).map((language) => dataMap(source, language)),
);

describe('the data map', () => {
  it.each(pictures)('has no box over another, and no text over another (%#)', (svg) => {
    for (const placed of [rects(svg), texts(svg)])
      for (const [index, one] of placed.entries())
        for (const other of placed.slice(index + 1)) expect([one, other, overlap(one, other)][2]).toBe(false);
  });

  it.each(pictures)('keeps its lines within their boxes and its paper (%#)', (svg) => {
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
    const boxes = rects(svg);
    for (const line of texts(svg)) {
      expect(line.x + line.width).toBeLessThanOrEqual(width);
      const own = boxes.find((box) => overlap(box, line));
      if (!own) continue;
      expect(line.x + line.width).toBeLessThanOrEqual(own.x + own.width);
      expect(line.y).toBeGreaterThanOrEqual(own.y);
      expect(line.y + line.height).toBeLessThanOrEqual(own.y + own.height);
    }
    for (const box of boxes) expect(box.y + box.height).toBeLessThanOrEqual(height);
  });

  it('has every category once, each with a store and a deadline', () => {
    const [svg = ''] = pictures;
    for (const id of categoryIds) expect(texts(svg).filter(({ text }) => text === id)).toHaveLength(1);
    const styles = rects(svg).map(({ style }) => style);
    expect(styles.filter((style) => style === 'deadline')).toHaveLength(categoryIds.length);
    expect(styles.filter((style) => style === 'feature')).toHaveLength(5);
    expect(svg.match(/class="head"/g)).toHaveLength(3 * categoryIds.length);
  });

  it('shows the strictest bound of a kind alone', () => {
    const tightened = inForce(
      parseOverlay({
        features: { ocr: { atMost: 'P1M', afterAccountClosed: 'P9D' } },
        categories: { 'ocr.monitoring': { atMost: 'P8D', afterAccountClosed: 'P4D' } },
      }),
    );
    const said = texts(dataMap(tightened)).map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining(['at most 8 days from creation']));
    expect(said).toEqual(expect.arrayContaining(['at most 4 days after the account is closed']));
    const [own] = dataMap(tightened).split('ocr.operation-log');
    expect(own).not.toMatch(/2 years|1 month from|9 days|30 days/);
  });

  it('is one element that fetches nothing and runs nothing', () => {
    for (const svg of pictures) {
      expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title>[^<]+<\/title>[^]*<\/svg>\n$/);
      expect(svg).not.toMatch(/<script|href=|url\(|@import|<image|<foreignObject/);
      expect(svg.match(/<text/g)?.length).toBe(svg.match(/<\/text>/g)?.length);
    }
    expect(pictures[1]).toContain('xml:lang="zh-Hans"');
  });

  it('is dark where the reader prefers it', () => {
    expect(pictures[0]).toMatch(/@media \(prefers-color-scheme: dark\) \{[^]*\.paper \{ fill: #12171e; \}/);
  });
});

describe('wrapping', () => {
  const lines = (text: string, widthPx: number): readonly string[] =>
    wrapped({ text, style: 'plain' }, widthPx).map((line) => line.text);

  it('breaks at spaces, and anywhere between ideographs', () => {
    expect(lines('at most two', 60)).toEqual(['at most', 'two']);
    expect(lines('自产生起最长两年', 53)).toEqual(['自产生起', '最长两年']);
    expect(lines('收到请求后10天内', 66)).toEqual(['收到请求后', '10天内']);
  });

  it('begins no line with a full stop, and leaves a long word whole', () => {
    expect(lines('自产生。起', 40)).toEqual(['自产', '生。起']);
    expect(lines('ap-region-number-1', 20)).toEqual(['ap-region-number-1']);
  });

  it('counts ideographs as wide as they are high', () => {
    expect(textWidth('年', 'plain')).toBe(13);
    expect(textWidth('（）', 'quiet')).toBe(24);
    expect(textWidth('ab', 'plain')).toBeCloseTo(15.6);
  });
});
