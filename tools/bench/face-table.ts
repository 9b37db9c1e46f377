import type { FaceRow } from './face-peers.ts';

/** The comparison as lines of text, figures of time and memory beside their ratios to those of the first finder. */
export function faceTable(rows: readonly FaceRow[]): string[] {
  const [ours] = rows;
  return ours ? ['', line(HEADS), ...rows.map((row) => line(cells(row, ours)))] : [];
}

const HEADS = [
  '',
  'CPU ms',
  'ratio',
  'peak MB',
  'ratio',
  'LFW %',
  'TAR %',
  'faceless',
  'of',
  'found',
  'of',
  'invented',
];

function cells(row: FaceRow, ours: FaceRow): string[] {
  const measured = (value: number | undefined, base: number | undefined, digits: number): string[] =>
    value === undefined || Number.isNaN(value)
      ? ['-', '-']
      : [value.toFixed(digits), base ? (value / base).toFixed(2) : '-'];
  const megabytes = (bytes: number | undefined): number | undefined => bytes && bytes / 2 ** 20;
  const { marked, found, invented } = row.several;
  return [
    row.finder,
    ...measured(row.cpuMs, ours.cpuMs, 1),
    ...measured(megabytes(row.peakBytes), megabytes(ours.peakBytes), 0),
    (100 * row.accuracy).toFixed(2),
    (100 * row.tarAtFar1e3).toFixed(2),
    ...[row.faceless, row.images, found, marked, invented].map(String),
  ];
}

const line = ([name = '', ...values]: readonly string[]): string =>
  [name.padEnd(26), ...values.map((value) => value.padStart(9))].join(' ');
