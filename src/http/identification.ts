import type { Action } from '../features/action.ts';
import type { Consents, NotCovered } from '../registry/consents/consents.ts';
import type { PutRequest, Subject } from '../records/types.ts';
import type { Call } from './call.ts';

type Output = Readonly<Record<string, unknown>>;

const CATEGORIES = { ocr: 'ocr.identification', ekyc: 'ekyc.identification' } as const;

const categoryOf = ({ feature }: Pick<Action, 'feature'>) =>
  feature === 'ocr' || feature === 'ekyc' ? CATEGORIES[feature] : null;

/** Whether the module of an action's feature has Identification Data at all. */
export const hasIdentification = (action: Pick<Action, 'feature'>): boolean => categoryOf(action) !== null;

interface Kept {
  readonly state: 'kept';
  readonly request: PutRequest;
  keptUntil(capturedAt: number): number | null;
  /** Set once it is kept. */
  readonly until?: number | null;
}

interface NotKept {
  readonly state: 'not-kept';
  readonly reason: NotCovered;
}

/** What becomes of a call's Identification Data; null when the call named no consent. */
export type Capture = Kept | NotKept | null;

const notKept = (reason: NotCovered): NotKept => ({ state: 'not-kept', reason });

/** Between asking and writing somebody may have withdrawn: the vault has the last word. */
export const lostConsent: Capture = notKept('NoLiveConsent');

/** True for a refusal of the vault's, for this reason. */
export const isRefused = (error: unknown, reason: string): boolean =>
  error instanceof Error && error.name === 'VaultRefusal' && 'reason' in error && error.reason === reason;

/** True for the vault's refusal of a record whose consent is not, or no longer, there. */
export const isConsentLost = (error: unknown): boolean => isRefused(error, 'no-consent');

/** What of a call that succeeded is to be kept under the consent that it names. */
export async function capture(
  call: Call,
  run: { readonly input: Output; readonly output: Output; readonly inputs: readonly Uint8Array[] },
  consents: Consents,
): Promise<Capture> {
  const { consentId, action, credential, region } = call;
  if (consentId === null || action.feature === 'base') return null;
  const category = categoryOf(action);
  if (category === null) return notKept('NothingCovered');
  const coverage = await consents.cover(credential.appId, consentId, category, region);
  if ('reason' in coverage) return notKept(coverage.reason);
  const candidate = action.identification?.(run.input, run.output, run.inputs) ?? {};
  const covered = Object.entries(candidate).filter(
    ([name, value]) => value !== undefined && value.length > 0 && coverage.fields.includes(name),
  );
  if (covered.length === 0) return notKept('NothingCovered');
  const { endUser, jurisdiction } = coverage.consent;
  const subjects: readonly Subject[] = [
    { kind: 'request', value: call.requestId },
    { kind: 'person', value: endUser },
  ];
  const context = { appId: credential.appId, region, jurisdiction, subjects, consentId };
  const request: PutRequest = { category, record: Object.fromEntries(covered), context };
  return { state: 'kept', request, keptUntil: (at) => coverage.keptUntil(at) };
}

/** As the answer's header says it. */
export function headerOf(captured: Capture): string | null {
  if (captured === null) return null;
  return captured.state === 'kept' ? 'kept' : `not-kept; reason=${captured.reason}`;
}

/** The answer, saying what became of Identification Data if the call named a consent. */
export function withIdentification(output: Output, captured: Capture): Output {
  if (captured === null) return output;
  if (captured.state === 'not-kept')
    return { ...output, IdentificationData: { State: 'NotKept', Reason: captured.reason } };
  const until = captured.until ?? null;
  const keptUntil = until === null ? {} : { KeptUntil: new Date(until).toISOString() };
  return { ...output, IdentificationData: { State: 'Kept', ...keptUntil } };
}
