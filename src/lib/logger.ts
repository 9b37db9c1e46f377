import { pino, type DestinationStream } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * All that a log line may hold besides its event, time and level: names, codes and measures that the project itself
 * gives, never what a caller sent. There is no free-form field on purpose.
 */
export interface LogFields {
  readonly action?: string | undefined;
  readonly service?: string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly appId?: string | undefined;
  /** Milliseconds. */
  readonly durationMs?: number | undefined;
  /** HTTP status, exit code of a process. */
  readonly status?: number | undefined;
  readonly signal?: string | undefined;
  readonly count?: number | undefined;
  readonly sizeBytes?: number | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly pid?: number | undefined;
  /** A model, a category, a store: a name from the code or the policy. */
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
  readonly url?: string | undefined;
  /** Where in the code an error arose: its class and frames, see `whereOf` in where.ts. */
  readonly where?: string | undefined;
}

type LogCall = (event: string, fields?: LogFields) => void;
export type Logger = Readonly<Record<Exclude<LogLevel, 'silent'>, LogCall>>;

const FIELD_NAMES = [
  'action',
  'service',
  'code',
  'requestId',
  'appId',
  'durationMs',
  'status',
  'signal',
  'count',
  'sizeBytes',
  'host',
  'port',
  'pid',
  'name',
  'reason',
  'url',
  'where',
] as const satisfies readonly (keyof LogFields)[];

const LONGEST_TEXT = 1_000;

/** Keeps the fields of `LogFields` and only where they are short texts or numbers, whatever a caller smuggled in. */
function permitted(fields: LogFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const name of FIELD_NAMES) {
    const value: unknown = fields[name];
    if (typeof value === 'string') kept[name] = value.slice(0, LONGEST_TEXT);
    else if (typeof value === 'number') kept[name] = value;
  }
  return kept;
}

interface PinoLine {
  readonly level: LogLevel;
  readonly time: string;
  readonly msg: string;
}

/** Turns pino's JSON lines into lines for people. */
const forPeople = (out: { write(text: string): unknown }): DestinationStream => ({
  write(line) {
    const { level, time, msg, ...fields } = JSON.parse(line) as PinoLine;
    const details = Object.entries(fields).map(([name, value]) => ` ${name}=${String(value)}`);
    out.write(`${time.slice(11, 19)} ${level.padEnd(5)} ${msg}${details.join('')}\n`);
  },
});

/**
 * A log on standard error: one JSON object a line, or readable lines on a terminal. Its fields are closed, so that a
 * payload cannot be logged by accident.
 */
export function createLogger(level: LogLevel = 'info', destination?: DestinationStream): Logger {
  const toStderr = process.stderr.isTTY ? forPeople(process.stderr) : pino.destination({ fd: 2, sync: true });
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? toStderr,
  );
  const at =
    (name: keyof Logger): LogCall =>
    (event, fields = {}) =>
      log[name](permitted(fields), event);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
