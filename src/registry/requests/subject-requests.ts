import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { oneAtATime } from '../../lib/one-at-a-time.ts';
import { isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/compose.ts';
import type { Reminder } from '../../policy/request-deadline.ts';
import { exportOn, type AccessExport } from './access-export.ts';
import { answerLetter, type LetterSettings } from './answer-letter.ts';
import { correctedValue } from './rectification.ts';
import { doings, errandOf, type RequestStep } from './request-execution.ts';
import type { NewRequest, RequestQuery, RequestReport, StepReport } from './request-order.ts';
import { carryOut, changed, identified, type RequestChange } from './request-flow.ts';
import {
  fromRecord,
  holdIdOf,
  isOpen,
  moved,
  noted,
  outcomeOf,
  reminderOf,
  RequestError,
  toRecord,
  type SubjectRequest,
} from './subject-request.ts';
import type { HoldReport, Subject, Vault } from '../../records/types.ts';

const CATEGORY = 'base.subject-request';
const DEFAULT_LIMIT = 20;
/** Another process may commit a request a little after the time that it bears. */
const OVERLAP_MS = 60_000;

const recordSubject = (requestId: string): Subject => ({ kind: 'request', value: `subject ${requestId}` });

/**
 * The requests of data subjects: records of category `base.subject-request`, like everything else that is kept. What
 * is verified is carried out at once, and tried again by `step` until it is done.
 */
export class SubjectRequests {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #policy: Policy;
  readonly #settings: LetterSettings & { readonly region: string };
  readonly #inTurn = oneAtATime();
  /** Open requests by id, with the account of each. */
  readonly #open = new Map<string, string>();
  #newestSeen: number | null = null;
  #counts = { open: 0, overdue: 0 };

  constructor(
    vault: Vault,
    clock: Clock,
    policy: Policy,
    settings: LetterSettings & { readonly region: string },
  ) {
    this.#vault = vault;
    this.#clock = clock;
    this.#policy = policy;
    this.#settings = settings;
  }

  /** As the last turn of the loop found them. */
  get counts(): { readonly open: number; readonly overdue: number } {
    return this.#counts;
  }

  /**
   * Files a request, and carries it out if the identity is verified. A failure on the way leaves it in progress.
   * @throws RequestError `unknown-category`, `not-rectifiable` or `wrong-value`
   */
  create(order: NewRequest, { dryRun = false } = {}): Promise<RequestReport> {
    return this.#inTurn(async () => {
      const now = this.#clock.now();
      const { appId, type, subject, details = {}, jurisdiction = null, language = 'en' } = order;
      await this.knownCategories(details.categories ?? []);
      if (details.correction) correctedValue(this.#policy, details.correction);
      const requestId = randomUUID();
      const received: SubjectRequest = {
        ...{ recordId: '', requestId, appId, type, subject, subjectKind: subject.kind, details },
        ...{ identity: 'pending', state: 'received', jurisdiction, language, receivedAt: now },
        ...{ dueAt: now, extendedTo: null, history: [{ at: now, what: 'received' }], receipts: [] },
      };
      const plan = await doings(this.#vault, this.#policy, this.#clock)[type].plan(errandOf(received));
      const checked = await identified(this.#vault, this.#policy, received, order.identity, now);
      if (dryRun) return { request: checked, plan };
      const request = await this.#file(checked);
      return { request: (await this.#carryOut(request)).request, plan };
    });
  }

  /** @throws RequestError `unknown-category` */
  async knownCategories(ids: readonly string[]): Promise<readonly CategoryId[]> {
    if (!ids.every(isCategoryId)) throw new RequestError('unknown-category');
    return ids;
  }

  /** How late a request is now. */
  reminderOf(request: SubjectRequest): Reminder {
    return reminderOf(request, this.#clock.now());
  }

  /** Newest first. */
  async describe(
    query: RequestQuery,
  ): Promise<{ readonly total: number; readonly requests: readonly SubjectRequest[] }> {
    const { appId, requestId, type, states, offset = 0, limit = DEFAULT_LIMIT } = query;
    const subject = requestId === undefined ? {} : { subject: recordSubject(requestId) };
    const stored = await this.#vault.find(CATEGORY, { appId, ...subject });
    const matching = stored
      .map(({ id, record }) => fromRecord(id, record))
      .filter((request) => type === undefined || request.type === type)
      .filter((request) => states === undefined || states.includes(request.state));
    return { total: matching.length, requests: matching.slice(offset, offset + limit) };
  }

  /** @throws RequestError `not-found` */
  async get(appId: string, requestId: string): Promise<SubjectRequest> {
    const { requests } = await this.describe({ appId, requestId });
    const [request] = requests;
    if (!request) throw new RequestError('not-found');
    return request;
  }

  /** What would be done for an open request. */
  async plan(request: SubjectRequest): Promise<readonly RequestStep[]> {
    return request.subject === null
      ? []
      : doings(this.#vault, this.#policy, this.#clock)[request.type].plan(errandOf(request));
  }

  /**
   * Says how the identity check went, puts the answer off, or rejects the request.
   * @throws RequestError `not-found`, `not-open`, `no-extension` or `personal-reason`
   */
  modify(
    appId: string,
    requestId: string,
    change: RequestChange,
    { dryRun = false } = {},
  ): Promise<SubjectRequest> {
    return this.#inTurn(async () => {
      const request = await this.get(appId, requestId);
      if (!isOpen(request)) throw new RequestError('not-open');
      const next = await changed(this.#vault, this.#policy, request, change, this.#clock.now());
      if (dryRun) return next;
      await this.#save(next);
      return (await this.#carryOut(next)).request;
    });
  }

  /**
   * Everything that is held on the subject of an access request. The request is done once `deliver` has resolved.
   * @throws RequestError `not-found`, `not-open`, `not-verified` or `weak-passphrase`
   */
  download(
    appId: string,
    requestId: string,
    passphrase?: string,
    deliver: (exported: AccessExport) => Promise<void> = async () => undefined,
  ): Promise<AccessExport> {
    return this.#inTurn(async () => {
      const request = await this.get(appId, requestId);
      const { subject, language, jurisdiction } = request;
      if (request.type !== 'access') throw new RequestError('not-found');
      if (!isOpen(request) || subject === null) throw new RequestError('not-open');
      if (request.state !== 'in-progress') throw new RequestError('not-verified');
      const now = this.#clock.now();
      const order = { appId, subject, language, jurisdiction, passphrase };
      const exported = await exportOn(this.#vault, this.#policy, order, now);
      await deliver(exported);
      await this.#save(moved(request, 'done', { at: now, steps: outcomeOf(request) }));
      return exported;
    });
  }

  /** @throws RequestError `not-found` or `not-restricted` */
  lift(appId: string, requestId: string, { dryRun = false } = {}): Promise<HoldReport> {
    return this.#inTurn(async () => {
      const request = await this.get(appId, requestId);
      const holdId = holdIdOf(request);
      const held = (await this.#vault.holds(appId)).find(({ id }) => id === holdId);
      if (held?.releasedAt !== undefined || !held) throw new RequestError('not-restricted');
      const report = await this.#vault.releaseHold(appId, held.id, { dryRun });
      if (dryRun) return report;
      const { receiptId } = report;
      const lifted = noted(request, { at: this.#clock.now(), what: 'lifted' });
      await this.#save({
        ...lifted,
        receipts: receiptId === undefined ? lifted.receipts : [...lifted.receipts, receiptId],
      });
      return report;
    });
  }

  /** The answer, in the words of the operator. @throws RequestError `not-found` or `not-answered` */
  async letter(appId: string, requestId: string): Promise<string> {
    const request = await this.get(appId, requestId);
    if (isOpen(request)) throw new RequestError('not-answered');
    return answerLetter(request, this.#settings, this.#clock.now());
  }

  /** Carries out what is verified and not done, and says what is late. */
  step(): Promise<StepReport> {
    return this.#inTurn(async () => {
      const reminded: StepReport['reminded'][number][] = [];
      const failed: StepReport['failed'][number][] = [];
      let [open, overdue] = [0, 0];
      for (const request of await this.#openRequests()) {
        const tried = await this.#carryOut(request);
        if (tried.failedAt !== null) failed.push({ request: tried.request, where: tried.failedAt });
        if (!isOpen(tried.request)) continue;
        open++;
        const reminder = reminderOf(tried.request, this.#clock.now());
        if (reminder === 'overdue') overdue++;
        if (reminder === 'none' || wasReminded(tried.request, reminder)) continue;
        const event = { at: this.#clock.now(), what: 'reminded', reason: reminder } as const;
        await this.#save(noted(tried.request, event));
        reminded.push({ request: tried.request, reminder });
      }
      this.#counts = { open, overdue };
      return { open, overdue, reminded, failed };
    });
  }

  #carryOut(request: SubjectRequest): ReturnType<typeof carryOut> {
    const doing = doings(this.#vault, this.#policy, this.#clock)[request.type];
    return carryOut(request, doing, this.#clock, (next) => this.#save(next));
  }

  /** Every request is seen when it is new; from then on it is looked up as long as it is open. */
  async #openRequests(): Promise<readonly SubjectRequest[]> {
    const since = this.#newestSeen === null ? {} : { since: this.#newestSeen - OVERLAP_MS };
    for (const { id, appId, createdAt, record } of await this.#vault.find(CATEGORY, since)) {
      const request = fromRecord(id, record);
      if (isOpen(request)) this.#open.set(request.requestId, appId);
      this.#newestSeen = Math.max(this.#newestSeen ?? 0, createdAt);
    }
    const open: SubjectRequest[] = [];
    for (const [requestId, appId] of this.#open) {
      const { requests } = await this.describe({ appId, requestId });
      const [request] = requests;
      if (request && isOpen(request)) open.push(request);
      else this.#open.delete(requestId);
    }
    return open;
  }

  async #file(request: SubjectRequest): Promise<SubjectRequest> {
    const { appId, requestId } = request;
    const subject = recordSubject(requestId);
    const context = { appId, region: this.#settings.region, subjects: [subject], sealedFor: subject };
    const [recordId = ''] = await this.#vault.put([
      { category: CATEGORY, record: toRecord(request), context },
    ]);
    this.#open.set(requestId, appId);
    return { ...request, recordId };
  }

  #save(request: SubjectRequest): Promise<void> {
    return this.#vault.amend(CATEGORY, request.appId, request.recordId, toRecord(request));
  }
}

const wasReminded = ({ history }: SubjectRequest, reminder: Reminder): boolean =>
  history.some(({ what, reason }) => what === 'reminded' && reason === reminder);
