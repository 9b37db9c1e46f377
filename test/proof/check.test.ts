import { createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { signNote } from '../../src/lib/signed-note.ts';
import { checkProof } from '../../src/proof/check.ts';
import { ProofError, type ProofDocument } from '../../src/proof/formats.ts';
import { logIdOf, originOf, signTreeHead } from '../../src/proof/tree-head.ts';
import { APPS, SampleLog } from './sample-log.ts';
import { propertyRuns } from '../support/property-runs.ts';

const SIZE = 11;
const log = new SampleLog(SIZE);
const key = createPublicKey(log.privateKey);
const [APP, OTHER_APP] = APPS;

const kinds = ['head', 'receipt', 'consistency', 'certificate'] as const;
type Kind = (typeof kinds)[number];
let documents: Readonly<Record<Kind, ProofDocument>>;
beforeAll(async () => {
  documents = {
    head: log.head(),
    receipt: await log.receipt(6),
    consistency: await log.consistency(7),
    certificate: await log.certificate(APP, [0, 4, 10]),
  };
});

/** Whether a document verifies with the log's key. It may be refused in no other way than as unproven. */
const verifies = (text: string): boolean => {
  try {
    checkProof(text, key);
    return true;
  } catch (error) {
    if (error instanceof ProofError) return false;
    throw error;
  }
};

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Every way to the values of a document, with those of the objects and lists in between. */
const waysIn = (value: Json, way: readonly (string | number)[] = []): (readonly (string | number)[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => {
        const next = [...way, Array.isArray(value) ? Number(name) : name];
        return [next, ...waysIn(inner, next)];
      })
    : [];

const at = (value: Json, way: readonly (string | number)[]): Json =>
  way.reduce<Json>((inner, part) => (inner as Record<string, Json>)[part] as Json, value);

/** A copy with the place changed. */
const changed = (
  value: Json,
  way: readonly (string | number)[],
  change: (holder: Record<string | number, Json>, name: string | number) => void,
): Json => {
  const copy = structuredClone(value);
  change(at(copy, way.slice(0, -1)) as Record<string | number, Json>, way.at(-1) ?? '');
  return copy;
};

describe.each(kinds)('a %s', (kind) => {
  const json = (): Json => JSON.parse(JSON.stringify(documents[kind])) as Json;

  it('verifies, with the key and with its own, also when it is laid out otherwise', () => {
    for (const indent of [0, 2, '\t']) {
      const text = JSON.stringify(documents[kind], null, indent);
      expect(checkProof(text, key)).toMatchObject({ kind, size: SIZE, logId: logIdOf(key) });
      expect(checkProof(`\r\n${text}\n`)).toMatchObject({ kind, logId: logIdOf(key) });
    }
  });

  it('does not verify once any byte of it is another, is gone or was added', () => {
    const bytes = Buffer.from(JSON.stringify(documents[kind], null, 2));
    const place = fc.nat(bytes.length - 1);
    const tampered = fc.oneof(
      fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([i, bits]) => {
        const copy = Buffer.from(bytes);
        copy[i] = (copy[i] ?? 0) ^ bits;
        return copy;
      }),
      place.map((i) => Buffer.concat([bytes.subarray(0, i), bytes.subarray(i + 1)])),
      fc
        .tuple(place, fc.integer({ min: 0x20, max: 0x7e }))
        .map(([i, byte]) => Buffer.concat([bytes.subarray(0, i), Buffer.of(byte), bytes.subarray(i)])),
      fc
        .tuple(place, place)
        .map(([i, j]) => Buffer.concat([bytes.subarray(0, Math.min(i, j)), bytes.subarray(Math.max(i, j))])),
    );
    const original = JSON.stringify(documents[kind]);
    const withoutSpace = (text: string): string => text.replaceAll(/\s/g, '');
    fc.assert(
      fc.property(tampered, (copy) => {
        const text = copy.toString('utf8');
        // White space between the parts of JSON says nothing.
        if (!verifies(text)) return true;
        return JSON.stringify(JSON.parse(text)) === original && withoutSpace(text) === withoutSpace(original);
      }),
      propertyRuns(500),
    );
  });

  it('does not verify once any field of it is another', () => {
    const original = json();
    const ways = fc.constantFrom(...waysIn(original));
    const foreign = fc.oneof(
      fc.jsonValue() as fc.Arbitrary<Json>,
      fc.constantFrom<Json>(...waysIn(original).map((way) => at(original, way))),
      fc.constantFrom<Json>(SIZE, SIZE + 1, 0, -1, 0.5, 1e300, OTHER_APP, '', [], {}),
    );
    fc.assert(
      fc.property(ways, foreign, (way, value) => {
        fc.pre(JSON.stringify(at(original, way)) !== JSON.stringify(value));
        const other = changed(original, way, (holder, name) => {
          holder[name] = value;
        });
        expect(verifies(JSON.stringify(other))).toBe(false);
      }),
      propertyRuns(500),
    );
  });

  it('does not verify once a field is gone, is there twice, or is new', () => {
    const original = json();
    for (const way of waysIn(original)) {
      const gone = changed(original, way, (holder, name) => {
        if (Array.isArray(holder)) holder.splice(Number(name), 1);
        else Reflect.deleteProperty(holder, name);
      });
      expect(verifies(JSON.stringify(gone))).toBe(false);
      const added = changed(original, way, (holder) => {
        if (Array.isArray(holder)) holder.push(holder[0] ?? '');
        else holder['note'] = 'x';
      });
      expect(verifies(JSON.stringify(added))).toBe(false);
    }
    const text = JSON.stringify(original);
    for (const name of Object.keys(original as object))
      expect(verifies(text.replace('{', `{${JSON.stringify(name)}:"x",`))).toBe(false);
  });

  it('verifies with no other key, also when all of it is forged with one', async () => {
    const forger = new SampleLog(SIZE);
    const forged: Record<Kind, ProofDocument> = {
      head: forger.head(),
      receipt: await forger.receipt(6),
      consistency: await forger.consistency(7),
      certificate: await forger.certificate(APP, [0, 4, 10]),
    };
    const text = JSON.stringify(forged[kind]);
    expect(verifies(text)).toBe(false);
    // With the key in the file it agrees with itself: only the fingerprint tells.
    expect(checkProof(text).logId).toBe(logIdOf(forger.privateKey));
    expect(checkProof(text).logId).not.toBe(logIdOf(key));
  });
});

describe('what one log has signed', () => {
  it('cannot be mixed', async () => {
    const proof = await log.receipt(6);
    const older = await log.receipt(6, 9);
    expect(verifies(JSON.stringify({ ...proof, head: older.head }))).toBe(false);
    expect(verifies(JSON.stringify({ ...proof, path: older.path }))).toBe(false);
    const consistency = await log.consistency(7);
    const { from, to } = consistency;
    expect(verifies(JSON.stringify({ ...consistency, from: to, to: from }))).toBe(false);
    expect(verifies(JSON.stringify({ ...consistency, from: log.head(6) }))).toBe(false);
  });

  it('shows a fork', async () => {
    const same = new SampleLog(8, log.privateKey);
    const root = Buffer.alloc(32, 1);
    const other = signTreeHead({ size: 8, root }, log.privateKey);
    expect(verifies(JSON.stringify(same.head()))).toBe(true);
    expect(verifies(JSON.stringify(other))).toBe(true);
    const proof = await log.consistency(8);
    expect(verifies(JSON.stringify({ ...proof, from: same.head() }))).toBe(true);
    expect(verifies(JSON.stringify({ ...proof, from: other }))).toBe(false);
  });

  it('as a certificate is of one account, each receipt once, in order', async () => {
    for (const [appId, indices] of [
      [APP, [0, 1]],
      [OTHER_APP, [0, 2]],
      [APP, [2, 0]],
      [APP, [2, 2]],
      [APP, []],
    ] as const)
      expect(verifies(JSON.stringify(await log.certificate(appId, indices)))).toBe(false);
    expect(verifies(JSON.stringify(await log.certificate(OTHER_APP, [1, 3, 9])))).toBe(true);
  });

  it('as a head says size and root, and nothing else', () => {
    const origin = originOf(log.privateKey);
    const note = (text: string) => signNote(text, origin, log.privateKey);
    const root = log.head().rootHash;
    expect(verifies(note(`${origin}\n11\n${root}\n`))).toBe(true);
    for (const text of [
      `${origin}\n011\n${root}\n`,
      `${origin}\n-1\n${root}\n`,
      `${origin}\n1e1\n${root}\n`,
      `${origin}\n99999999999999999999\n${root}\n`,
      `${origin}\n11\n${root}\nmore\n`,
      `${origin}\n11\n${root.slice(4)}\n`,
      `${origin}/certificate\n11\n${root}\n`,
      `${origin}\n11\n`,
    ])
      expect(verifies(note(text))).toBe(false);
  });

  it('as a bare checkpoint needs the key', () => {
    const { checkpoint } = log.head();
    expect(checkProof(checkpoint, key)).toMatchObject({ kind: 'head', size: SIZE });
    expect(() => checkProof(checkpoint)).toThrow(ProofError);
  });
});
