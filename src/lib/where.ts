/**
 * Where an error arose: its class and stack frames without its message, which may quote what a caller sent.
 * `TypeError at read (reader.ts:10:5) < ...`
 */
export function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const stack = error.stack ?? '';
  const afterMessage = stack.slice(stack.indexOf(error.message) + error.message.length);
  const frames = afterMessage.split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  const places = frames.slice(0, 6).map((line) => line.trim().replace(/^at /, ''));
  return [error.constructor.name, places.join(' < ')].filter(Boolean).join(' at ');
}
