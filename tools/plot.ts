/** One axis: `log` draws powers of ten. */
export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly log?: boolean;
  readonly ticks: readonly number[];
}

export interface Series {
  readonly label: string;
  readonly colour: string;
  /** `low` and `high` are drawn as a bar through the point. */
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low?: number;
    readonly high?: number;
  }[];
  /** A line through the points, the points alone, or a dashed line. */
  readonly style: 'line' | 'points' | 'dashed';
}

export interface Plot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const [WIDTH, HEIGHT] = [460, 360];
const [LEFT, RIGHT, TOP, BOTTOM] = [66, 14, 34, 50];
const FONT = 'font-family="sans-serif" font-size="12" fill="#222"';

const place = (axis: Axis, value: number, start: number, end: number): number => {
  const scale = axis.log ? Math.log10 : (v: number) => v;
  const part = (scale(value) - scale(axis.from)) / (scale(axis.to) - scale(axis.from));
  return Math.round((start + (end - start) * Math.min(1, Math.max(0, part))) * 10) / 10;
};

const tickText = (axis: Axis, value: number): string => {
  const exponent = Math.log10(value);
  return axis.log && Number.isInteger(exponent) && Math.abs(exponent) > 1 ? `1e${exponent}` : String(value);
};

const escaped = (text: string): string => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);

function drawAxes({ x, y, title }: Plot, px: (v: number) => number, py: (v: number) => number): string[] {
  const middle = (LEFT + WIDTH - RIGHT) / 2;
  const centre = (TOP + HEIGHT - BOTTOM) / 2;
  return [
    ...x.ticks.flatMap((t) => [
      `<path d="M${px(t)} ${TOP}V${HEIGHT - BOTTOM}" stroke="#ddd"/>`,
      `<text x="${px(t)}" y="${HEIGHT - BOTTOM + 17}" text-anchor="middle" ${FONT}>${tickText(x, t)}</text>`,
    ]),
    ...y.ticks.flatMap((t) => [
      `<path d="M${LEFT} ${py(t)}H${WIDTH - RIGHT}" stroke="#ddd"/>`,
      `<text x="${LEFT - 6}" y="${py(t) + 4}" text-anchor="end" ${FONT}>${tickText(y, t)}</text>`,
    ]),
    `<rect x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${HEIGHT - TOP - BOTTOM}" fill="none" stroke="#888"/>`,
    `<text x="${middle}" y="20" text-anchor="middle" font-weight="bold" ${FONT}>${escaped(title)}</text>`,
    `<text x="${middle}" y="${HEIGHT - 12}" text-anchor="middle" ${FONT}>${escaped(x.label)}</text>`,
    `<text transform="translate(16 ${centre}) rotate(-90)" text-anchor="middle" ${FONT}>${escaped(y.label)}</text>`,
  ];
}

function drawSeries(series: Series, px: (v: number) => number, py: (v: number) => number): string[] {
  const { points, colour, style } = series;
  const path = points.map((p, i) => `${i ? 'L' : 'M'}${px(p.x)} ${py(p.y)}`).join('');
  const dash = style === 'dashed' ? ' stroke-dasharray="5 4"' : '';
  if (style !== 'points')
    return [`<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.5"${dash}/>`];
  return points.flatMap((p) => [
    ...(p.low === undefined || p.high === undefined
      ? []
      : [`<path d="M${px(p.x)} ${py(p.low)}V${py(p.high)}" stroke="${colour}" stroke-width="1.5"/>`]),
    `<circle cx="${px(p.x)}" cy="${py(p.y)}" r="3" fill="${colour}"/>`,
  ]);
}

const legend = (series: readonly Series[]): string[] =>
  series.flatMap(({ label, colour, style }, i) => [
    style === 'points'
      ? `<circle cx="${LEFT + 18}" cy="${TOP + 14 + 16 * i}" r="3" fill="${colour}"/>`
      : `<path d="M${LEFT + 8} ${TOP + 14 + 16 * i}h20" stroke="${colour}" stroke-width="1.5"${style === 'dashed' ? ' stroke-dasharray="5 4"' : ''}/>`,
    `<text x="${LEFT + 34}" y="${TOP + 18 + 16 * i}" ${FONT}>${escaped(label)}</text>`,
  ]);

function drawPlot(plot: Plot): string[] {
  const px = (value: number): number => place(plot.x, value, LEFT, WIDTH - RIGHT);
  const py = (value: number): number => place(plot.y, value, HEIGHT - BOTTOM, TOP);
  return [
    ...drawAxes(plot, px, py),
    ...plot.series.flatMap((series) => drawSeries(series, px, py)),
    ...legend(plot.series),
  ];
}

/** Draws plots side by side as one SVG, on white. */
export function svgOf(plots: readonly Plot[]): string {
  const width = WIDTH * plots.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}">`,
    `<rect width="${width}" height="${HEIGHT}" fill="#fff"/>`,
    ...plots.flatMap((plot, i) => [`<g transform="translate(${WIDTH * i} 0)">`, ...drawPlot(plot), '</g>']),
    '</svg>\n',
  ].join('\n');
}
