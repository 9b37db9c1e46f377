import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { manifestOf, readToken, tokenOf, type Picked, type Place } from './dataset-manifest.ts';
import { documentOf, sha256, sizeOf, type ExportedRecord } from './dataset-record.ts';
import type { Consent } from '../../policy/consent-state.ts';
import type { StoredRecord, Vault } from '../../records/types.ts';

/** The categories that a data set can be made of. */
export type DatasetCategory = 'ocr.identification' | 'ekyc.identification';

export const isDatasetCategory = (id: string): id is DatasetCategory =>
  id === 'ocr.identification' || id === 'ekyc.identification';

/** One handing out, or one part of it: what the registry keeps. */
export interface DatasetExport {
  readonly appId: string;
  readonly exportId: string;
  readonly category: string;
  readonly purpose: string;
  readonly records: number;
  readonly consents: readonly string[];
  /** Hex SHA-256 of each part's manifest, as it was handed out. */
  readonly manifestHashes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface DatasetPart {
  readonly exportId: string;
  /** JSON; says which consents the records come by and the SHA-256 of each document and file. */
  readonly manifest: string;
  readonly manifestHash: string;
  readonly records: readonly ExportedRecord[];
  /** Where the next part begins; null: this is the last. */
  readonly next: string | null;
}

export interface DatasetRequest {
  readonly appId: string;
  readonly region: string;
  readonly category: DatasetCategory;
  /** Exactly as the consents say it. */
  readonly purpose: string;
  /** `next` of the part before; absent: the first. */
  readonly after?: string;
  /** Most bytes of a part, its files as Base64; one record is in it however large. */
  readonly maxBytes: number;
}

/** What an export would hand out. */
export interface DatasetPlan {
  readonly records: number;
  /** Of all documents and files, the latter as Base64. */
  readonly sizeBytes: number;
  /** Live consents by which something is held. */
  readonly consents: readonly string[];
}

/** What an export needs of the registry of consents. */
export interface ConsentRegistry {
  live(appId: string, category: string, purpose: string): Promise<readonly Consent[]>;
  isLive(appId: string, consentId: string): Promise<boolean>;
}

/** `after` is not what an earlier part said, or its export is another's. */
export class DatasetTokenError extends RangeError {
  override readonly name = 'DatasetTokenError';
}

const CATEGORY = 'base.dataset-export';
/** Somebody may withdraw while a part is put together. */
const ATTEMPTS = 5;

/** Hands what was captured under live consents to training, and remembers by which consents. */
export class Datasets {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #consents: ConsentRegistry;

  constructor(vault: Vault, clock: Clock, consents: ConsentRegistry) {
    this.#vault = vault;
    this.#clock = clock;
    this.#consents = consents;
  }

  /**
   * One part of an export: records of live consents for exactly this category and purpose, with only the fields that
   * they cover. It is on record before it is handed out, so that a later withdrawal finds it.
   * @throws DatasetTokenError
   */
  async part(request: DatasetRequest): Promise<DatasetPart> {
    const { appId } = request;
    const place = request.after === undefined ? null : await this.#placeOf(request.after, request);
    const exportId = place?.exportId ?? randomUUID();
    for (let attempt = 1; ; attempt++) {
      const { picked, next } = await this.#pick(request, place);
      const manifest = manifestOf(exportId, request, picked, this.#clock.now());
      const part = {
        exportId,
        manifest,
        manifestHash: sha256(manifest),
        records: picked.map(({ record }) => record),
        next: next === null ? null : tokenOf({ exportId, ...next }),
      };
      const consents = [...new Set(picked.map(({ consent }) => consent.consentId))];
      const ids = await this.#file(request, part, consents);
      // A withdrawal first ends the consent and then looks for exports: either it finds this one, or this sees it.
      const live = await Promise.all(consents.map((id) => this.#consents.isLive(appId, id)));
      if (live.every(Boolean)) return part;
      await this.#vault.remove(CATEGORY, ids, 'not handed out: a consent was withdrawn');
      if (attempt === ATTEMPTS) throw new Error('Consents are withdrawn faster than a part is put together');
    }
  }

  /** What all parts of an export would hold now; hands out nothing, and files nothing. */
  async plan({
    appId,
    category,
    purpose,
  }: Pick<DatasetRequest, 'appId' | 'category' | 'purpose'>): Promise<DatasetPlan> {
    const consents = new Set<string>();
    const total = { records: 0, sizeBytes: 0 };
    for (const consent of await this.#consents.live(appId, category, purpose)) {
      const { consentId } = consent;
      for (const stored of await this.#recordsOf(appId, category, consentId)) {
        consents.add(consentId);
        total.records += 1;
        total.sizeBytes += sizeOf(documentOf(stored, consent));
      }
    }
    return { ...total, consents: [...consents].sort() };
  }

  /** What was handed out, newest first; parts of one export together. */
  async exports(query: {
    appId: string;
    consentId?: string;
    exportId?: string;
  }): Promise<readonly DatasetExport[]> {
    const { appId, consentId, exportId } = query;
    const stored = await this.#vault.find(CATEGORY, { appId });
    const whole = [...Map.groupBy(stored, ({ record }) => record.exportId).values()].map(joined);
    return whole.filter(
      (one) =>
        (exportId === undefined || one.exportId === exportId) &&
        (consentId === undefined || one.consents.includes(consentId)),
    );
  }

  /** Records in the order of consents' ids and their own. */
  async #pick(
    request: DatasetRequest,
    place: Place | null,
  ): Promise<{ picked: Picked[]; next: Omit<Place, 'exportId'> | null }> {
    const { appId, category, purpose, maxBytes } = request;
    const live = await this.#consents.live(appId, category, purpose);
    const consents = live
      .filter(({ consentId }) => place === null || consentId >= place.consentId)
      .toSorted((a, b) => (a.consentId < b.consentId ? -1 : 1));
    const picked: Picked[] = [];
    let sizeBytes = 0;
    for (const consent of consents) {
      const { consentId } = consent;
      for (const one of await this.#recordsOf(appId, category, consentId)) {
        if (place !== null && consentId === place.consentId && one.id <= place.recordId) continue;
        const record = documentOf(one, consent);
        sizeBytes += sizeOf(record);
        const last = picked.at(-1);
        if (last && sizeBytes > maxBytes)
          return { picked, next: { consentId: last.consent.consentId, recordId: last.record.id } };
        picked.push({ consent, record });
      }
    }
    return { picked, next: null };
  }

  /** In the order of their ids. */
  async #recordsOf(
    appId: string,
    category: DatasetCategory,
    consentId: string,
  ): Promise<readonly StoredRecord[]> {
    const subject = { kind: 'consent', value: consentId } as const;
    const stored: readonly StoredRecord[] = await this.#vault.find(category, { appId, subject });
    return stored.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  async #placeOf(token: string, { appId, category, purpose }: DatasetRequest): Promise<Place> {
    const place = readToken(token);
    const [known] = place ? await this.exports({ appId, exportId: place.exportId }) : [];
    if (!place || known?.category !== category || known.purpose !== purpose) throw new DatasetTokenError();
    return place;
  }

  #file(
    { appId, region, category, purpose }: DatasetRequest,
    { exportId, manifestHash, records }: DatasetPart,
    consents: readonly string[],
  ): Promise<readonly string[]> {
    const at = this.#clock.now();
    const record = {
      appId,
      exportId,
      category,
      purpose,
      records: records.length,
      consents,
      manifestHash,
      at,
    };
    return this.#vault.put([{ category: CATEGORY, record, context: { appId, region, subjects: [] } }]);
  }
}

const joined = (parts: readonly StoredRecord<'base.dataset-export'>[]): DatasetExport => {
  const records = parts.map(({ record }) => record).toSorted((a, b) => a.at - b.at);
  const { appId, exportId, category, purpose } = records[0] as (typeof records)[number];
  return {
    ...{ appId, exportId, category, purpose },
    records: records.reduce((sum, part) => sum + part.records, 0),
    consents: [...new Set(records.flatMap((part) => part.consents as readonly string[]))].sort(),
    manifestHashes: records.map(({ manifestHash }) => manifestHash),
    at: Math.max(...records.map(({ at }) => at)),
  };
};
