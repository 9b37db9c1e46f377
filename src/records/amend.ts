import { category as published, type CategoryId } from '../policy/catalogue.ts';
import type { Policy } from '../policy/compose.ts';
import { encodeRecord } from './put/codec.ts';
import { checkCategory, checkRecord } from './put/kinds.ts';
import { recordSeal, seal } from './keys/seal.ts';
import { entriesOf, type Stores } from './stores.ts';

/**
 * Replaces the content of one record in its place, sealed with the same key.
 * @throws RangeError when there is no such record, or its category is kept where nothing is changed (logs, rings)
 * @throws VaultRefusal when the policy does not let it be kept
 */
export const amendRecord = async (
  stores: Stores,
  policy: Policy,
  id: CategoryId,
  { appId, recordId, record }: { appId: string; recordId: string; record: object },
  now: number,
): Promise<void> => {
  const { medium } = published(id);
  if (medium !== 'relational' && medium !== 'objects')
    throw new RangeError(`Records of ${id} are not changed`);
  const filter = { ids: [recordId], kinds: [id], owners: [appId], visibleAt: now };
  const [head] = await entriesOf(stores.lethe.db).heads(filter, 1);
  if (!head) throw new RangeError('There is no such record');
  // It is where it is, also when nothing new may come to that region any more.
  const where = { jurisdiction: head.jurisdiction ?? undefined };
  const content = encodeRecord(
    checkRecord(
      checkCategory(id, (of) => policy.rule(of, where)),
      record,
    ),
  );
  const key = (await stores.keys.open([head.keyId])).get(head.keyId);
  if (!key) throw new RangeError('There is no such record');
  const sealed = seal(key, content, recordSeal(recordId, id));
  if (medium === 'objects') return stores.objects.write(recordId, sealed);
  await stores.lethe.transaction(async (tx) => {
    // It may have gone meanwhile, and an update would then find nothing to change.
    await entriesOf(tx).reseal(recordId, sealed, head.keyId);
  });
};
