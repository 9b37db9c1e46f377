import { expect, test } from 'vitest';
import { createLogger, type LogFields } from '../../src/lib/logger.ts';
import { whereOf } from '../../src/lib/where.ts';

function record() {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('info', { write: (line) => lines.push(JSON.parse(line)) });
  return { lines, logger };
}

test('a line holds time, level, event and the named fields', () => {
  const { lines, logger } = record();
  logger.info('call', { action: 'DetectFace', durationMs: 12, requestId: undefined });
  logger.debug('unheard');
  expect(lines).toEqual([
    { level: 'info', time: expect.any(String), msg: 'call', action: 'DetectFace', durationMs: 12 },
  ]);
});

test('a field without a name of its own never reaches the log, nor does an object', () => {
  const { lines, logger } = record();
  const smuggled = { action: { ImageBase64: 'canary' }, payload: 'canary' } as unknown as LogFields;
  logger.error('call', smuggled);
  expect(JSON.stringify(lines)).not.toContain('canary');
});

test('where an error arose is told without its message', () => {
  const where = whereOf(new TypeError('canary\n    at canary (canary:1:1)'));
  expect(where).toMatch(/^TypeError at .*logger\.test\.ts/);
  expect(where).not.toContain('canary');
});
