import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isCountryCode } from './lib/country-codes.ts';

const text = z.string().trim().min(1).optional();
const yes = z
  .enum(['0', '1', 'true', 'false'])
  .default('0')
  .transform((value) => value === '1' || value === 'true');

const environment = z
  .object({
    LETHE_HOST: text,
    LETHE_PORT: z.coerce.number().int().min(0).max(65535).default(8440),
    LETHE_DATA: text,
    LETHE_REGION: text,
    LETHE_JURISDICTION: text.refine(
      (code) => code === undefined || isCountryCode(code),
      'expected an ISO 3166-1 alpha-2 code such as KR',
    ),
    LETHE_MASTER_KEY: text,
    LETHE_LEDGER_MIRROR: text,
    LETHE_BACKUPS: text,
    LETHE_SECRET_ID: text,
    LETHE_SECRET_KEY: text,
    LETHE_TLS_CERT: text,
    LETHE_TLS_KEY: text,
    LETHE_INSECURE: yes,
    LETHE_METRICS_TOKEN: text,
    LETHE_PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    LETHE_PERSON_PROBES: z.coerce.number().int().min(1).max(1_000_000).optional(),
    LETHE_GROUP_PROBES: z.coerce.number().int().min(1).max(1_000_000).optional(),
    LETHE_POLICY: text,
    LETHE_LETTERS: text,
    LETHE_MODELS: text,
    LETHE_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
    LETHE_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  })
  .refine(
    (e) => !e.LETHE_SECRET_ID === !e.LETHE_SECRET_KEY,
    'LETHE_SECRET_ID and LETHE_SECRET_KEY go together',
  )
  .refine((e) => !e.LETHE_TLS_CERT === !e.LETHE_TLS_KEY, 'LETHE_TLS_CERT and LETHE_TLS_KEY go together');

/** What a deployment sets. Secrets are apart, so that the rest can be shown. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** A second ledger of keys, erasures and receipts on another disk; null: the one there was is given up. */
  readonly ledgerMirror: string | null | undefined;
  /** The repository of back-ups. */
  readonly backups: string | undefined;
  /** The region that a record belongs to when a call names none. */
  readonly region: string;
  /** ISO 3166-1 alpha-2 code of end users' jurisdiction where neither call nor account names one. */
  readonly jurisdiction: string | undefined;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Listen beyond loopback without TLS all the same. */
  readonly insecure: boolean;
  /** Where end users reach this server, for the pages that it hosts; absent: where the caller reached it. */
  readonly publicUrl: string | undefined;
  /** How many faces an account may try in vain in an hour on one person, and on one group; absent: the usual ones. */
  readonly probes: { readonly person: number | undefined; readonly group: number | undefined };
  /** The deployment's own, tightening policy; not yet checked. */
  readonly overlay: unknown;
  /** The operator's own answer letters by name, such as `en-erasure`; not yet checked. */
  readonly letters: Readonly<Record<string, string>>;
  /** Speech models that the deployment brought, one in each folder. */
  readonly models: string;
  readonly workers: number | undefined;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly secrets: {
    /** Hex or Base64 of 32 bytes; absent: kept in a file beside the data folder. */
    readonly masterKey: string | undefined;
    readonly firstKey: { readonly secretId: string; readonly secretKey: string } | undefined;
    readonly metricsToken: string | undefined;
  };
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the settings; `env` is usually `process.env`.
 * @throws ConfigError naming the setting that is wrong, never its value.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError([issue?.path.join('.'), issue?.message].filter(Boolean).join(': '));
  }
  const e = parsed.data;
  return Object.freeze({
    host: e.LETHE_HOST ?? '127.0.0.1',
    port: e.LETHE_PORT,
    dataFolder: resolve(e.LETHE_DATA ?? 'data'),
    ledgerMirror: mirrorOf(e.LETHE_LEDGER_MIRROR),
    backups: e.LETHE_BACKUPS === undefined ? undefined : resolve(e.LETHE_BACKUPS),
    region: e.LETHE_REGION ?? 'ap-singapore',
    jurisdiction: e.LETHE_JURISDICTION,
    tls:
      e.LETHE_TLS_CERT && e.LETHE_TLS_KEY ? { certFile: e.LETHE_TLS_CERT, keyFile: e.LETHE_TLS_KEY } : null,
    insecure: e.LETHE_INSECURE,
    publicUrl: e.LETHE_PUBLIC_URL,
    probes: { person: e.LETHE_PERSON_PROBES, group: e.LETHE_GROUP_PROBES },
    overlay: e.LETHE_POLICY === undefined ? undefined : readOverlay(e.LETHE_POLICY),
    letters: e.LETHE_LETTERS === undefined ? {} : readLetters(e.LETHE_LETTERS),
    models: resolve(e.LETHE_MODELS ?? 'speech-models'),
    workers: e.LETHE_WORKERS,
    logLevel: e.LETHE_LOG_LEVEL,
    secrets: {
      masterKey: e.LETHE_MASTER_KEY,
      firstKey:
        e.LETHE_SECRET_ID && e.LETHE_SECRET_KEY
          ? { secretId: e.LETHE_SECRET_ID, secretKey: e.LETHE_SECRET_KEY }
          : undefined,
      metricsToken: e.LETHE_METRICS_TOKEN,
    },
  });
}

const mirrorOf = (given: string | undefined): string | null | undefined => {
  if (given === undefined) return undefined;
  return given === 'none' ? null : resolve(given);
};

function readOverlay(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError(`LETHE_POLICY: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

/** Files `LANGUAGE-KIND.md`; others are left alone. */
function readLetters(folder: string): Record<string, string> {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
    return Object.fromEntries(
      names.map((name) => [basename(name, '.md'), readFileSync(join(folder, name), 'utf8')]),
    );
  } catch {
    throw new ConfigError('LETHE_LETTERS: the folder cannot be read');
  }
}
