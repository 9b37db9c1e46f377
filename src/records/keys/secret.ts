import { hkdfSync } from 'node:crypto';
import type { CategoryId } from '../../policy/catalogue.ts';
import { entriesOf, type Stores } from '../stores.ts';

const SECRET_BYTES = 32;

/**
 * A secret that lives and dies with the data key of one record: HKDF-SHA-256 of the key (RFC 5869), told apart by the
 * record and a label. Nothing of it is stored; once the key is destroyed it cannot be made again, from no copy.
 */
export const secretOfRecord = async (
  stores: Stores,
  category: CategoryId,
  { appId, id }: { appId: string; id: string },
  label: string,
  now: number,
): Promise<Uint8Array | null> => {
  const filter = { ids: [id], kinds: [category], owners: [appId], visibleAt: now };
  const [head] = await entriesOf(stores.lethe.db).heads(filter, 1);
  if (!head) return null;
  const key = (await stores.keys.open([head.keyId])).get(head.keyId);
  if (!key) return null;
  return new Uint8Array(
    hkdfSync('sha256', key, '', `lethe secret 1 ${category} ${id} ${label}`, SECRET_BYTES),
  );
};
