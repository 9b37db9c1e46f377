import type { SpeechRow } from './speech-peers.ts';

/**
 * The comparison as lines of text: a block for each set, figures beside their ratios to those of the first recogniser;
 * and one for sounds in which nobody speaks.
 */
export function speechTable(rows: readonly SpeechRow[]): string[] {
  const sets = [...Map.groupBy(rows, ({ set }) => set).values()];
  const [spoken, silent] = [sets.filter(hasWords), sets.filter((block) => !hasWords(block))];
  return [...spoken.flatMap(setBlock), ...(silent.length > 0 ? silentBlock(silent.flat()) : [])];
}

const hasWords = (block: readonly SpeechRow[]): boolean => block.some(({ total }) => total > 0);

function setBlock(block: readonly SpeechRow[]): string[] {
  const [ours] = block;
  if (!ours) return [];
  return [
    '',
    `${ours.set}, ${ours.files} ${ours.files === 1 ? 'file' : 'files'}, ${minutes(ours.seconds)}`,
    line(['', 'errors %', 'ratio', 'CPU s/s', 'ratio', 'peak MB', 'ratio', 'failed']),
    ...block.map((row) =>
      line([
        row.hearer,
        ...measured(errorRate(row), errorRate(ours), 1),
        ...measured(row.cpuPerSecond, ours.cpuPerSecond, 3),
        ...measured(megabytes(row), megabytes(ours), 0),
        String(row.failed),
      ]),
    ),
  ];
}

/** Sounds without speech: all that is heard there is invented. */
function silentBlock(rows: readonly SpeechRow[]): string[] {
  const byHearer = [...Map.groupBy(rows, ({ hearer }) => hearer)];
  const [, first = []] = byHearer[0] ?? [];
  return [
    '',
    `nobody speaks, ${first.length} sounds, ${minutes(sum(first, ({ seconds }) => seconds))}`,
    line(['', 'words/min', 'failed', '', 'where']),
    ...byHearer.map(([hearer, own]) => {
      const where = own.filter(({ errors }) => errors > 0).map((row) => `${row.set} ${row.errors}`);
      const failed = sum(own, (row) => row.failed);
      const rate = (60 * sum(own, ({ errors }) => errors)) / sum(own, ({ seconds }) => seconds);
      return `${line([hearer, rate.toFixed(1), String(failed)])}  ${where.join(', ')}`.trimEnd();
    }),
  ];
}

/** Percent. */
const errorRate = ({ errors, total }: SpeechRow): number => (100 * errors) / total;

const megabytes = ({ peakBytes }: SpeechRow): number | undefined => peakBytes && peakBytes / 2 ** 20;

const minutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} minutes`;

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const measured = (value: number | undefined, base: number | undefined, digits: number): string[] =>
  value === undefined || Number.isNaN(value)
    ? ['-', '-']
    : [value.toFixed(digits), base ? (value / base).toFixed(2) : '-'];

const line = ([name = '', ...values]: readonly string[]): string =>
  [name.padEnd(38), ...values.map((value) => value.padStart(9))].join(' ');
