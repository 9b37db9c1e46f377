import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { RecordOf } from '../../policy/catalogue.ts';
import type { PutRequest, RecordContext, StoredRecord, Vault } from '../../records/types.ts';
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

/**
 * A verification is three records that are made together and end together. Where it stands is changed in place; what a
 * call brought is put as a new record, in one commit with the call's own, and what it takes the place of is removed then.
 */
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
  /** Ids of records that others took the place of. */
  readonly replaced: readonly string[];
}

const partOf = (record: Content): { part: Part; value: unknown } | null => {
  const { result } = record;
  return typeof result === 'object' && result !== null && 'part' in result
    ? (result as { part: Part; value: unknown })
    : null;
};

const contextOf = (
  token: string,
  { appId, region, jurisdiction }: VerificationSettings['owner'],
): RecordContext => ({
  ...{ appId, region, subjects: [subjectOf(token)], sealedFor: subjectOf(token) },
  ...(jurisdiction === null ? {} : { jurisdiction }),
});

/**
 * Verifications of end users under a token that nobody can guess: what was asked for, what was sent and what was made of
 * it. All of it is `ekyc.images-videos-results`, gone when the first record of it is due.
 */
export class Verifications {
  readonly #vault: Vault;
  readonly #clock: Clock;

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
    const context = contextOf(token, settings.owner);
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

  /**
   * What was sent of a document, to be put together with the records of the call that brought it: it takes the place of
   * what was there. @returns null when the verification is gone
   */
  documentState(
    token: string,
    progress: DocumentProgress,
    files: { readonly document?: Uint8Array | undefined; readonly portrait?: Uint8Array | undefined },
  ): Promise<PutRequest | null> {
    return this.#state(token, 'document', progress, {
      ...(files.document ? { idImage: files.document } : {}),
      ...(files.portrait ? { faceImage: files.portrait } : {}),
    });
  }

  /** Where the face stands, and the best frame of it. As `documentState` otherwise. */
  faceState(token: string, progress: FaceProgress, bestFrame: Uint8Array | null): Promise<PutRequest | null> {
    return this.#state(token, 'face', progress, bestFrame ? { faceImage: bestFrame } : {});
  }

  /** Where the face stands, changed in place: nothing is billed for it. @returns false when the verification is gone */
  async saveFace(token: string, progress: FaceProgress, bestFrame: Uint8Array | null): Promise<boolean> {
    const held = await this.#held(token, null);
    if (!held) return false;
    const { id, appId } = held.parts.face;
    const files = bestFrame ? { faceImage: bestFrame } : {};
    await this.#vault.amend(CATEGORY, appId, id, { result: { part: 'face', value: progress }, ...files });
    return true;
  }

  /** Removes what something else took the place of. */
  async removeReplaced(token: string): Promise<void> {
    const replaced = (await this.#held(token, null))?.replaced ?? [];
    if (replaced.length > 0) await this.#vault.remove(CATEGORY, replaced, 'replaced');
  }

  /**
   * Runs what changes one verification, unless something does already, in whichever process on the folder: tries are counted
   * one by one. @returns null: it was not run
   */
  async alone<R>(token: string, work: () => Promise<R>): Promise<R | null> {
    const subject = subjectOf(token);
    // Whoever makes a token up finds nothing, and has nothing written for it.
    if ((await this.#vault.count(CATEGORY, { subject })) === 0) return work();
    const claim = await this.#vault.claim('', subject);
    if (!claim) return null;
    try {
      return await work();
    } finally {
      await claim.release();
    }
  }

  async #held(token: string, appId: string | null): Promise<Held | null> {
    if (!TOKEN.test(token)) return null;
    const subject = subjectOf(token);
    const found = await this.#vault.find(CATEGORY, appId === null ? { subject } : { appId, subject });
    const parts: Partial<Record<Part, Stored>> = {};
    const values: Partial<Record<Part, unknown>> = {};
    const replaced: string[] = [];
    // Those made at one time come with the last one put first.
    for (const stored of found) {
      const known = partOf(stored.record);
      if (!known) continue;
      if (parts[known.part]) {
        replaced.push(stored.id);
        continue;
      }
      parts[known.part] = stored;
      values[known.part] = known.value;
    }
    // One of them is being removed: all are.
    if (!parts.settings || !parts.document || !parts.face) return null;
    return {
      replaced,
      parts: parts as Record<Part, Stored>,
      verification: {
        token,
        settings: values.settings as VerificationSettings,
        document: values.document as DocumentProgress,
        face: values.face as FaceProgress,
      },
    };
  }

  async #state(
    token: string,
    part: Part,
    value: DocumentProgress | FaceProgress,
    files: Pick<Content, 'faceImage' | 'idImage'>,
  ): Promise<PutRequest | null> {
    const held = await this.#held(token, null);
    if (!held) return null;
    const context = {
      ...contextOf(token, held.verification.settings.owner),
      ...{ madeAt: held.parts.settings.createdAt, onlyWith: held.parts.settings.id },
    };
    return { category: CATEGORY, record: { result: { part, value }, ...files }, context };
  }
}
