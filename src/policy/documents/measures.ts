import { say, type Saying } from '../i18n/saying.ts';

/** Technical measures that the software itself takes (GDPR art. 32). What only an operator can do is not among them. */
export const measures: readonly Saying[] = [
  say`Sealed at rest: every record is encrypted with AES-256-GCM under a data key of its own scope; data keys open only with the master key, which is kept outside the stores and can be rotated.`,
  say`Erasure by key destruction: a data key that seals nothing but what goes is destroyed first, so that every copy becomes unreadable at once; in any case rows are overwritten and files removed.`,
  say`Keyed hashes: a record is found by HMAC-SHA256 of its identifiers, never by the identifiers themselves.`,
  say`Desensitised logs: a log holds only fields that are declared harmless; everything else is withheld before it is written.`,
  say`Deadlines that are executed: every record that a rule bounds in time carries the instant of its erasure and is erased then.`,
  say`Restriction: what a law or an order has kept beyond its deadline is moved apart, sealed anew, and in no search, bill or log.`,
  say`Back-ups that forget: a sealed back-up holds no data key, so what is erased or expires can no longer be read in it, and a restore lets nothing of it in.`,
  say`Receipts: erasures, expiries and refusals are entered in an append-only Merkle log of salted commitments that hold no data; its heads are signed (Ed25519).`,
  say`Data minimisation: a field that no rule declares is refused; nothing personal is written to temporary files.`,
  say`Separation: a call of one AppID neither sees, finds nor erases what belongs to another.`,
  say`Signed calls: every call carries a signature and a timestamp that are checked before anything else; beyond the machine itself the service listens only with TLS, unless the operator expressly waives it.`,
  say`Recognition on the operator’s own machines: models run in worker processes of their own; content is sent to no other recognition service.`,
];

/** The same in a few words, where a table has little room. */
export const measuresInShort: readonly Saying[] = [
  say`AES-256-GCM at rest`,
  say`erasure by key destruction`,
  say`identifiers only as keyed hashes`,
  say`desensitised logs`,
  say`deadlines executed by the service`,
  say`receipts of every erasure`,
];
