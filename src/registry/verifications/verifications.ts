import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { RecordOf } from '../../policy/catalogue.ts';
import type { StoredRecord, Vault } from '../../records/types.ts';
import {
  NO_DOCUMENT,
  NO_FACE,
  subjectOf,
  type DocumentProgress,
  type FaceProgress,
  type Verification,
  type VerificationFile,
  type VerificationSettings,
} from './verification.ts';

const CATEGORY = 'ekyc.images-videos-results';

type Stored = StoredRecord<typeof CATEGORY>;
type Content = RecordOf<typeof CATEGORY>;

/** A verification is three records that are made together, and changed in place: they end together, too. */
type Part = 'settings' | 'document' | 'face';

/** Which record, and which of its fields, a file is in. */
const PLACES: Readonly<Record<VerificationFile, readonly [Part, 'faceImage' | 'idImage']>> = {
  'compare-image': ['settings', 'faceImage'],
  document: ['document', 'idImage'],
  portrait: ['document', 'faceImage'],
  'best-frame': ['face', 'faceImage'],
};

const TOKEN = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

interface Held {
  readonly verification: Verification;
  readonly parts: Readonly<Record<Part, Stored>>;
}

const partOf = (record: Content): { part: Part; value: unknown } | null => {
  const { result } = record;
  return typeof result === 'object' && result !== null && 'part' in result
    ? (result as { part: Part; value: unknown })
    : null;
};

/**
 * Verifications of end users under a token that nobody can guess: what was asked for, what was sent and what was made of
 * it. All of it is `ekyc.images-videos-results`, gone when the first record of it is due.
 */
export class Verifications {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #busy = new Set<string>();

  constructor(vault: Vault, clock: Clock) {
    this.#vault = vault;
    this.#clock = clock;
  }

  /** @param openForMs how long anything is taken @returns the token */
  async open(
    settings: Omit<VerificationSettings, 'fileSecret' | 'createdAt' | 'openUntil'>,
    openForMs: number,
    compareImage: Uint8Array | null,
  ): Promise<string> {
    const token = randomUUID().toUpperCase();
    const createdAt = this.#clock.now();
    const whole: VerificationSettings = {
      ...settings,
      ...{ createdAt, openUntil: createdAt + openForMs, fileSecret: randomBytes(32).toString('hex') },
    };
    const { appId, region, jurisdiction } = settings.owner;
    const context = {
      ...{ appId, region, subjects: [subjectOf(token)], sealedFor: subjectOf(token) },
      ...(jurisdiction === null ? {} : { jurisdiction }),
    };
    const records: readonly Content[] = [
      {
        result: { part: 'settings', value: whole },
        ...(compareImage ? { faceImage: compareImage } : {}),
      },
      { result: { part: 'document', value: NO_DOCUMENT } },
      { result: { part: 'face', value: NO_FACE } },
    ];
    await this.#vault.put(records.map((record) => ({ category: CATEGORY, record, context })));
    return token;
  }

  /** @param appId null: whoever's it is, for whom the token alone speaks @returns null when there is none, or it is over */
  async find(token: string, appId: string | null): Promise<Verification | null> {
    return (await this.#held(token, appId))?.verification ?? null;
  }

  /** Null: there is no such file. */
  async file(token: string, appId: string | null, file: VerificationFile): Promise<Uint8Array | null> {
    const [part, field] = PLACES[file];
    return (await this.#held(token, appId))?.parts[part].record[field] ?? null;
  }

  /** What was sent of a document. Earlier pictures of it are replaced. @returns false when the verification is gone */
  saveDocument(
    token: string,
    progress: DocumentProgress,
    files: { readonly document?: Uint8Array | undefined; readonly portrait?: Uint8Array | undefined },
  ): Promise<boolean> {
    return this.#save(token, 'document', progress, {
      ...(files.document ? { idImage: files.document } : {}),
      ...(files.portrait ? { faceImage: files.portrait } : {}),
    });
  }

  /** Where the face stands. The best frame that is there is replaced, or goes. @returns as `saveDocument` */
  saveFace(token: string, progress: FaceProgress, bestFrame: Uint8Array | null): Promise<boolean> {
    return this.#save(token, 'face', progress, bestFrame ? { faceImage: bestFrame } : {});
  }

  /** Runs what changes one verification, unless something does already. @returns null: it was not run */
  async alone<R>(token: string, work: () => Promise<R>): Promise<R | null> {
    if (this.#busy.has(token)) return null;
    this.#busy.add(token);
    try {
      return await work();
    } finally {
      this.#busy.delete(token);
    }
  }

  async #held(token: string, appId: string | null): Promise<Held | null> {
    if (!TOKEN.test(token)) return null;
    const subject = subjectOf(token);
    const found = await this.#vault.find(CATEGORY, appId === null ? { subject } : { appId, subject });
    const parts: Partial<Record<Part, Stored>> = {};
    const values: Partial<Record<Part, unknown>> = {};
    for (const stored of found) {
      const known = partOf(stored.record);
      if (!known) continue;
      parts[known.part] = stored;
      values[known.part] = known.value;
    }
    // One of them is being removed: all are.
    if (!parts.settings || !parts.document || !parts.face) return null;
    return {
      parts: parts as Record<Part, Stored>,
      verification: {
        token,
        settings: values.settings as VerificationSettings,
        document: values.document as DocumentProgress,
        face: values.face as FaceProgress,
      },
    };
  }

  async #save(
    token: string,
    part: Part,
    value: DocumentProgress | FaceProgress,
    files: Pick<Content, 'faceImage' | 'idImage'>,
  ): Promise<boolean> {
    const held = await this.#held(token, null);
    if (!held) return false;
    const { id, appId } = held.parts[part];
    await this.#vault.amend(CATEGORY, appId, id, { result: { part, value }, ...files });
    return true;
  }
}
