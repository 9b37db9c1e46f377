import { DAY_MS } from '../../src/lib/clock.ts';
import { category, type CategoryId, type StorableCategoryId } from '../../src/policy/catalogue.ts';
import { VaultRefusal } from '../../src/records/put/refusal.ts';
import type { Usage } from '../../src/records/put/usage-types.ts';
import type { PutRequest, Subject, SubjectKind } from '../../src/records/types.ts';
import { putRequest } from '../records/vault-on-disk.ts';
import { insist } from './checks.ts';
import { storable, type Model, type NewItem } from './model.ts';
import type { OnDisk } from './on-disk.ts';
import { APPS, CONSENTS, JURISDICTIONS, PERSONS, PUT, REGIONS, type Step } from './steps.ts';

/** What a step did to the vault: what the model has to be told, and the receipts that it was answered with. */
export interface Done {
  /** @param model as it was before the step */
  tell(model: Model): void;
  readonly receiptId?: string | undefined;
}

type Of<D extends Step['do']> = Step extends infer S
  ? S extends { readonly do: infer K }
    ? D extends K
      ? S
      : never
    : never
  : never;
/** Steps that change what is kept, and may be cut off by a crash. */
export type Change = Exclude<
  Step,
  { readonly do: 'wait' | 'restart' | 'crash' | 'backup' | 'drill' | 'restore' }
>;
type Actions = { readonly [D in Change['do']]: (step: Of<D>) => Promise<Done> };

export const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const subjectOf = (text: string): Subject => {
  const [kind = '', value = ''] = text.split(' ');
  return { kind: kind as SubjectKind, value };
};
const person = (n: number): string => `person ${pick(PERSONS, n)}`;
const targetOf = (appId: string, subject: string | undefined) =>
  subject === undefined ? { appId } : { appId, subject: subjectOf(subject) };

/** Does steps to a vault. The model is looked at to choose what to do them to. */
export class Actor {
  readonly #disk: OnDisk;
  readonly #model: () => Model;
  #names = 0;

  constructor(disk: OnDisk, model: () => Model) {
    this.#disk = disk;
    this.#model = model;
  }

  perform(step: Change): Promise<Done> {
    const action = this.#actions[step.do] as (step: Change) => Promise<Done>;
    return action(step);
  }

  /**
   * What a caller does who got no answer: most of it once more; a record is looked for, and an order, too.
   * @returns the model as it is then
   */
  async performAgain(step: Change, before: Model, after: Model): Promise<Model> {
    if (['erase', 'remove', 'release', 'expire', 'withdraw'].includes(step.do))
      return this.#onto(before, step);
    if (step.do === 'hold') {
      const found = await this.#disk.vault.holds();
      const isThere = found.some(({ id }) => id === after.holds[0]?.id);
      return isThere ? this.#onto(after, { do: 'expire' }) : this.#onto(before, step);
    }
    const first = after.items[before.items.length];
    if (!first) return before;
    const found = await this.#disk.vault.find(first.category, { appId: first.appId });
    return found.some(({ id }) => id === first.key) ? after : before;
  }

  async #onto(model: Model, step: Change): Promise<Model> {
    (await this.perform(step)).tell(model);
    return model;
  }

  #name(kind: string): string {
    this.#names += 1;
    return `${kind}${this.#names}`;
  }

  readonly #actions: Actions = {
    put: async ({ app, category: nth, person: who, jurisdiction, region, sealed }) => {
      const id = pick(PUT, nth);
      const subjects = [person(who), `request ${this.#name('request')}`];
      const context = { appId: pick(APPS, app), region: pick(REGIONS, region), subjects };
      const about = { ...context, jurisdiction: pick(JURISDICTIONS, jurisdiction) };
      return this.#put([this.#request(id, about, sealed ? person(who) : undefined)]);
    },

    call: async ({ app, feature, jurisdiction: nth }) => {
      const appId = pick(APPS, app);
      const prefix = pick(['ocr', 'ekyc', 'asr'] as const, feature);
      const jurisdiction = pick(JURISDICTIONS, nth);
      const subjects = [`request ${this.#name('request')}`];
      const about = { appId, region: pick(REGIONS, 0), subjects, jurisdiction };
      const day = new Date(this.#disk.clock.now()).toISOString().slice(0, 10);
      const usage = { appId, day, item: `${prefix}.item`, volume: 1 + feature };
      return this.#put(
        [this.#request(`${prefix}.monitoring`, about), this.#request(`${prefix}.operation-log`, about)],
        [{ ...usage, ...(jurisdiction === undefined ? {} : { jurisdiction }) }],
      );
    },

    give: (step) => this.#consentEvent(step, 'given'),

    withdraw: async (step) => {
      const appId = pick(APPS, step.app);
      const { id, category: of } = pick(CONSENTS, step.consent);
      const subject = `consent ${id}`;
      const { receiptId } = await this.#disk.vault.closeSubject(appId, subjectOf(subject));
      const event = await this.#consentEvent(step, 'withdrawn');
      const bound = storable.filter((one) => category(one).needsConsent);
      insist(bound.includes(of), 'only what is consented to is captured', of);
      const tell = (model: Model): void => {
        model.erase({ appId, subject, categories: bound });
        model.closed.add(`${appId} ${id}`);
        event.tell(model);
      };
      return { tell, receiptId };
    },

    capture: async ({ app, consent, person: who, jurisdiction }) => {
      const { id, category: of } = pick(CONSENTS, consent);
      const fields = { name: 'a name', faceImage: new Uint8Array(40).fill(5) };
      const subjects = [person(who)];
      const about = {
        ...{ appId: pick(APPS, app), region: pick(REGIONS, 0), subjects },
        jurisdiction: pick(JURISDICTIONS, jurisdiction),
      };
      const request = this.#request(of, about);
      const context = { ...request.asked.context, consentId: id };
      const asked = { category: of, record: fields, context } as PutRequest;
      const item = { ...request.item, subjects: [...subjects, `consent ${id}`] };
      const covered = this.#model().covers(about.appId, id, of, Object.keys(fields));
      return this.#put([{ asked, item }], [], covered);
    },

    erase: async ({ app, person: who }) => {
      const appId = pick(APPS, app);
      const subject = who === null ? undefined : person(who);
      const { receiptId } = await this.#disk.vault.erase(targetOf(appId, subject));
      return { tell: (model) => model.erase({ appId, subject }), receiptId };
    },

    remove: async ({ nth }) => {
      const model = this.#model();
      const there = model.items.filter(
        (item) => model.isReadable(item) && !item.total && item.category !== 'base.legal-hold',
      );
      if (there.length === 0) return { tell: () => undefined };
      const { category: of, key } = pick(there, nth);
      const { receiptId } = await this.#disk.vault.remove(of, [key], 'processing completed');
      return { tell: (after) => after.remove([key]), receiptId };
    },

    hold: async ({ app, person: who, category: nth, apart, days }) => {
      const appId = pick(APPS, app);
      const subject = who === null ? undefined : person(who);
      const categories: readonly CategoryId[] | undefined = nth === null ? undefined : [pick(storable, nth)];
      const until = days === null ? undefined : this.#disk.clock.now() + days * DAY_MS;
      const { hold, receiptId } = await this.#disk.vault.placeHold({
        ...{ ...targetOf(appId, subject), reason: 'order 7/26', apart },
        ...(categories ? { categories } : {}),
        ...(until === undefined ? {} : { until }),
      });
      const placed = { id: hold.id, appId, subject, categories, apart, until, released: false };
      const tell = (model: Model): void => model.place(placed, model.policy.regions?.allowed[0] ?? '');
      return { tell, receiptId };
    },

    release: async ({ nth }) => {
      const { holds } = this.#model();
      if (holds.length === 0) return { tell: () => undefined };
      const { appId, id } = pick(holds, nth);
      const { receiptId } = await this.#disk.vault.releaseHold(appId, id);
      return { tell: (model) => model.release(id), receiptId };
    },

    expire: async () => {
      const { receiptIds } = await this.#disk.vault.expire();
      return { tell: (model) => model.expire(), receiptId: receiptIds.at(-1) };
    },
  };

  #consentEvent(step: Of<'give' | 'withdraw' | 'capture'>, event: 'given' | 'withdrawn'): Promise<Done> {
    const { id, category: of, fields } = pick(CONSENTS, step.consent);
    const who = person(step.person);
    const about = {
      ...{ appId: pick(APPS, step.app), region: pick(REGIONS, 0), subjects: [`consent ${id}`, who] },
      jurisdiction: pick(JURISDICTIONS, step.jurisdiction),
    };
    const given = { consentId: id, event, category: of, fields, ageBand: 'of-age', expiresAt: 8e15 };
    const { asked, item } = this.#request('base.consent', about, who, {
      ...given,
      at: this.#disk.clock.now(),
    });
    return this.#put([{ asked, item: { ...item, consent: { id, event, fields } } }]);
  }

  #request(
    of: StorableCategoryId,
    about: Pick<NewItem, 'appId' | 'subjects' | 'jurisdiction'> & { readonly region: string },
    sealedFor?: string,
    given: Record<string, unknown> = {},
  ): { readonly asked: PutRequest; readonly item: Omit<NewItem, 'key'> } {
    const { appId, region, subjects, jurisdiction } = about;
    const word = this.#name('word');
    const named = {
      ...('appId' in category(of).fields ? { appId } : {}),
      ...('callId' in category(of).fields ? { callId: this.#name('call') } : {}),
      ...('request' in category(of).fields ? { request: { said: word } } : {}),
    };
    const context = {
      ...{ appId, region, subjects: subjects.map(subjectOf) },
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
      ...(sealedFor === undefined ? {} : { sealedFor: subjectOf(sealedFor) }),
    };
    const isLog = category(of).medium === 'logs';
    const item = { appId, category: of, subjects, region, jurisdiction, ...(isLog ? { word } : {}) };
    return { asked: putRequest(of, context, { ...named, ...given }), item };
  }

  /** @param covered whether a consent allows it, where one is needed */
  async #put(
    list: readonly { asked: PutRequest; item: Omit<NewItem, 'key'> }[],
    usage: readonly Usage[] = [],
    covered = true,
  ): Promise<Done> {
    const { policy } = this.#model();
    const inRegion = list.every(({ item }) => policy.allowsRegion(item.region ?? ''));
    let ids: readonly string[] | null = null;
    try {
      ids = await this.#disk.vault.put(
        list.map(({ asked }) => asked),
        usage,
      );
    } catch (error) {
      if (!(error instanceof VaultRefusal)) throw error;
    }
    const accepted = ids !== null;
    insist(accepted === (covered && inRegion), 'only what is consented to is captured', {
      covered,
      accepted,
    });
    return {
      tell: (model) => {
        if (ids === null) return;
        list.forEach(({ item }, i) => model.add({ ...item, key: ids[i] ?? '' }));
        for (const { appId, day, item, volume, jurisdiction } of usage)
          model.bill({ appId, day, item, volume, jurisdiction });
      },
    };
  }
}
