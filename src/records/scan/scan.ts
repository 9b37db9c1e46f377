import { category, categoryIds, isCategoryId } from '../../policy/catalogue.ts';
import { discrepanciesOf } from './discrepancies.ts';
import { findRecords } from '../find.ts';
import { scanFolder } from './forensic-scan.ts';
import type { ScanOptions, ScanReport } from './types.ts';
import type { Needles } from './needles.ts';
import type { Stores } from '../stores.ts';
import type { StoredRecord } from '../types.ts';

const HELD_BY_DEFAULT = 20;

/** Reads every byte under the data folder, and holds the stores against their indices. */
export const scanStores = async (
  stores: Stores,
  folder: string,
  { needles = {}, held = HELD_BY_DEFAULT, onProgress }: ScanOptions,
  now: number,
): Promise<ScanReport> => {
  const wanted: Needles = { ...(held > 0 ? await heldNeedles(stores, held, now) : {}), ...needles };
  let [bytes, files] = [0, 0];
  const findings = await scanFolder(folder, wanted, (progress) => {
    ({ bytes, files } = progress);
    onProgress?.(progress);
  });
  const discrepancies = await discrepanciesOf(stores, now);
  return { bytes, files, needles: Object.keys(wanted).length, findings, discrepancies };
};

const heldNeedles = async (stores: Stores, limit: number, now: number): Promise<Needles> => {
  const needles: Record<string, string | Uint8Array> = {};
  for (const id of categoryIds) {
    if (category(id).medium === 'none') continue;
    const records = await findRecords(stores, id, { limit }, now);
    for (const [i, stored] of records.entries())
      for (const [name, value] of tellingOf(stored)) needles[`${id} ${i + 1}, ${name}`] = value;
  }
  return needles;
};

/** Shorter texts are words of anything. */
const SHORTEST_TEXT = 8;
const MIDDLE_BYTES = 32;

/** What of a record could be nothing but its own: not what stands beside it in clear anyway. */
const tellingOf = ({
  record,
  appId,
  region,
}: StoredRecord): readonly (readonly [string, string | Uint8Array])[] =>
  Object.entries(record).flatMap(([name, value]) =>
    contentsOf(value)
      .filter((text) => text !== appId && text !== region && !isCategoryId(String(text)))
      .map((text, i) => [i === 0 ? name : `${name} ${i + 1}`, text] as const),
  );

const contentsOf = (value: unknown): readonly (string | Uint8Array)[] => {
  if (typeof value === 'string') return value.length >= SHORTEST_TEXT ? [value] : [];
  if (value instanceof Uint8Array)
    return value.length >= MIDDLE_BYTES ? [value.subarray(value.length >> 1).subarray(0, MIDDLE_BYTES)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(contentsOf);
};
