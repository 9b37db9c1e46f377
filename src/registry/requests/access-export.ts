import { randomInt } from 'node:crypto';
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { category as published, categoryIds, type CategoryId } from '../../policy/catalogue.ts';
import type { StorableCategoryId } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/compose.ts';
import type { Language } from '../../policy/i18n/saying.ts';
import { readmeText } from '../../policy/letters/readme.ts';
import { RequestError } from './subject-request.ts';
import type { StoredRecord, Subject, Vault } from '../../records/types.ts';

/** What of one category is held on a subject. */
export interface HeldOn {
  readonly category: CategoryId;
  /** Records that can be shown. */
  readonly shown: number;
  /** Records that are kept apart and shown to nobody. */
  readonly apart: number;
  /** When the last of those goes, milliseconds since the epoch; null: no time says so. */
  readonly until: number | null;
}

const storable = categoryIds.filter((id) => published(id).medium !== 'none') as StorableCategoryId[];

/** What is held on a subject, by category; categories that hold nothing are left out. */
export const heldOn = async (vault: Vault, appId: string, subject: Subject): Promise<readonly HeldOn[]> => {
  const { steps } = await vault.erase({ appId, subject }, { dryRun: true });
  const held: HeldOn[] = [];
  for (const category of storable) {
    const aparts = steps.filter((step) => step.category === category && step.store === 'apart');
    const ends = aparts.map(({ until }) => until);
    const shown = (await vault.find(category, { appId, subject })).length;
    const apart = aparts.reduce((sum, { count }) => sum + count, 0);
    const until = ends.includes(null) ? null : Math.max(...ends.map((end) => end ?? 0));
    if (shown + apart > 0) held.push({ category, shown, apart, until: apart > 0 ? until : null });
  }
  return held;
};

export interface ExportOrder {
  readonly appId: string;
  readonly subject: Subject;
  readonly language: Language;
  readonly jurisdiction: string | null;
  /** At least 12 characters; absent: one is made. */
  readonly passphrase?: string | undefined;
}

export interface AccessExport {
  /** A zip file, each entry sealed with AES-256 (WinZip AE-2). */
  readonly zip: Uint8Array;
  readonly passphrase: string;
  readonly held: readonly HeldOn[];
}

/** No letter or digit that is taken for another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 7;
const GROUP_LENGTH = 4;
const SHORTEST_PASSPHRASE = 12;

/** 28 letters out of 31: 138 bits. */
export const newPassphrase = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');

configure({ useWebWorkers: false });

const AES_256 = 3;

/**
 * Everything that is held on a subject, as a sealed zip: for each category a JSON file with its records, their bytes
 * as files beside it, and a README. Built in memory and kept nowhere.
 * @throws RequestError `weak-passphrase`
 */
export const exportOn = async (
  vault: Vault,
  policy: Policy,
  order: ExportOrder,
  now: number,
): Promise<AccessExport> => {
  const { appId, subject, language, jurisdiction, passphrase = newPassphrase() } = order;
  if (passphrase.length < SHORTEST_PASSPHRASE) throw new RequestError('weak-passphrase');
  const held = await heldOn(vault, appId, subject);
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    password: passphrase,
    encryptionStrength: AES_256,
    lastModDate: new Date(now),
  });
  const add = async (name: string, content: Uint8Array): Promise<void> => {
    await zip.add(name, new Uint8ArrayReader(content));
  };
  const where = { jurisdiction: jurisdiction ?? undefined };
  const parts = held.map((part) => ({ ...part, rule: policy.rule(part.category, where) }));
  await add('README.txt', utf8(readmeText(parts, language, now)));
  for (const { category, shown } of held) {
    if (shown === 0) continue;
    const records = await vault.find(category as StorableCategoryId, { appId, subject });
    const { json, files } = filesOf(category, records);
    await add(`${category}.json`, utf8(json));
    for (const file of files) await add(file.name, file.content);
  }
  return { zip: await zip.close(), passphrase, held };
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

interface ExportFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The operator's secrets are nobody's personal data. */
const SECRETS: ReadonlySet<string> = new Set(['secretKey']);

const filesOf = (
  category: CategoryId,
  records: readonly StoredRecord[],
): { json: string; files: readonly ExportFile[] } => {
  const files: ExportFile[] = [];
  const rows = records.map(({ createdAt, deadline, region, record }, i) => {
    const fields = Object.entries(record as Record<string, unknown>)
      .filter(([name]) => !SECRETS.has(name))
      .map(([name, value]) => {
        if (!(value instanceof Uint8Array)) return [name, value];
        const file = `${category}/${i + 1}-${name}.bin`;
        files.push({ name: file, content: value });
        return [name, { file }];
      });
    return {
      createdAt: new Date(createdAt).toISOString(),
      keptUntil: deadline === null ? null : new Date(deadline).toISOString(),
      region,
      record: Object.fromEntries(fields) as Record<string, unknown>,
    };
  });
  return { json: JSON.stringify(rows, null, 2), files };
};
