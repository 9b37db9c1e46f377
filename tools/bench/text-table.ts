import type { Row } from './text-peers.ts';

/** The comparison as lines of text: a block for each set, each figure of time beside its ratio to that of the first reader. */
export function textTable(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ set }) => set))].flatMap((set) => {
    const block = rows.filter((row) => row.set === set);
    const [ours] = block;
    return [
      '',
      `${set}, ${ours?.images ?? 0} images`,
      line(HEADS),
      ...block.map((row) => line(cells(row, ours ?? row))),
    ];
  });
}

const HEADS = [
  '',
  'word F1',
  'characters',
  's/page',
  'ratio',
  'CPU s/page',
  'ratio',
  's/page, 2',
  'ratio',
  'peak MB',
  'ratio',
  'restarts',
  'failed',
];

function cells(row: Row, ours: Row): string[] {
  const measured = (value: number | undefined, base: number | undefined, digits: number): string[] =>
    value === undefined || Number.isNaN(value)
      ? ['-', '-']
      : [value.toFixed(digits), base ? (value / base).toFixed(2) : '-'];
  const megabytes = (bytes: number | undefined): number | undefined => bytes && bytes / 2 ** 20;
  return [
    row.reader,
    row.wordF1.toFixed(1),
    row.charAccuracyNoSpaces.toFixed(1),
    ...measured(row.oneThread, ours.oneThread, 2),
    ...measured(row.oneThreadCpu, ours.oneThreadCpu, 2),
    ...measured(row.twoCores, ours.twoCores, 2),
    ...measured(megabytes(row.peakBytes), megabytes(ours.peakBytes), 0),
    String(row.restarts),
    String(row.failed),
  ];
}

const line = ([name = '', ...values]: readonly string[]): string =>
  [name.padEnd(26), ...values.map((value) => value.padStart(10))].join(' ');
