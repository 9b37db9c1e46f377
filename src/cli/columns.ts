/** Rows as aligned text; columns of numbers to the right. */
export const columns = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const numeric = heads.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^-?[\d,.]+$/.test(row[i] ?? '')),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map(line).join('\n');
};

/** An instant as ISO 8601 to the second; `-` where there is none. */
export const instantText = (at: number | null): string =>
  at === null ? '-' : `${new Date(at).toISOString().slice(0, 19)}Z`;

/** `2 ocr.monitoring, 1 asr.audio`; `-` where there is none. */
export const countsText = (counts: Readonly<Partial<Record<string, number>>>): string =>
  Object.entries(counts)
    .map(([category, count]) => `${count} ${category}`)
    .join(', ') || '-';
