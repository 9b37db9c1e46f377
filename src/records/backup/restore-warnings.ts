import type { RestoreReport } from './types.ts';

const isoOf = (at: number | null): string => (at === null ? 'the beginning' : new Date(at).toISOString());

/** What the operator has to know of a restored folder, beyond its counts. */
export const restoreWarnings = ({
  ledger,
  broken,
  unknownOrders,
}: Pick<RestoreReport, 'ledger'> & { broken: boolean; unknownOrders: number }): readonly string[] => {
  const since = isoOf(ledger.lastReceiptAt);
  const warnings: string[] = [];
  if (ledger.olderThanBackup)
    warnings.push(
      `The ledger is older than the back-up: what was erased since ${since} is not known, and may be back; what was sealed with keys made since is lost.`,
    );
  else if (!ledger.mirrored)
    warnings.push(
      `The ledger has no mirror. If it is not the one in use, what was erased since ${since} is not known, and may be back.`,
    );
  if (broken)
    warnings.push(
      'The receipts of the ledger are not those that the back-up knew: see lethe receipts verify.',
    );
  if (unknownOrders > 0)
    warnings.push(
      `${unknownOrders} entries are kept apart by orders that are newer than the back-up: place these again, or they go when they are due.`,
    );
  return warnings;
};
