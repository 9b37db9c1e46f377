import type { Clock } from '../lib/clock.ts';
import type { CategoryId } from '../policy/catalogue.ts';
import type { Language } from '../policy/i18n/saying.ts';
import { fillTemplate } from '../policy/letters/template.ts';
import { dayText, receiptsText, stepTexts, wordsOf, type LetterStep } from '../policy/letters/words.ts';
import type { ErasureCertificate } from '../proof/formats.ts';
import type { Accounts } from './accounts.ts';
import { signatureOf, type LetterSettings } from './requests/answer-letter.ts';
import type { Closure } from '../records/erasure/types.ts';
import type { Receipt } from '../records/receipts/types.ts';
import type { Vault } from '../records/types.ts';

/** What is left of an account, and what bears out that the rest is gone. Instants in milliseconds since the epoch. */
export interface ClosingCertificate {
  readonly appId: string;
  readonly closedAt: number;
  /** When nothing was held any more; null: the certificate is interim. */
  readonly finishedAt: number | null;
  /** Records destroyed since the closing, by category. */
  readonly erased: Readonly<Partial<Record<CategoryId, number>>>;
  /** What is still held, why, and until when. */
  readonly kept: readonly LetterStep[];
  readonly receiptIds: readonly string[];
  /** In the words of the operator, in the account's language. */
  readonly text: string;
  /** The text signed, with the receipts' places in the log; null as long as there is no receipt. */
  readonly proof: ErasureCertificate | null;
}

/** Where the account's own papers are in Chinese. */
const CHINESE: ReadonlySet<string> = new Set(['CN', 'HK', 'MO', 'TW']);
const DESTROYED: ReadonlySet<Receipt['kind']> = new Set(['erasure', 'expiry', 'withdrawal']);

/** Closes accounts, and certifies what became of them. */
export class AccountClosing {
  readonly #vault: Vault;
  readonly #accounts: Accounts;
  readonly #clock: Clock;
  readonly #settings: LetterSettings;
  #drivenAll = false;

  constructor(vault: Vault, accounts: Accounts, clock: Clock, settings: LetterSettings) {
    this.#vault = vault;
    this.#accounts = accounts;
    this.#clock = clock;
    this.#settings = settings;
  }

  /**
   * Closes an account for good; its keys stop working at once. Closing again changes nothing.
   * @throws ErasureIncomplete; the loop goes on with it
   */
  async close(appId: string, { dryRun = false } = {}): Promise<Closure> {
    const closure = await this.#vault.closeAccount(appId, { dryRun });
    if (!dryRun) await this.#accounts.noteClosed(appId, closure.closedAt);
    return closure;
  }

  /** Null when the account was not closed. */
  async closureOf(appId: string): Promise<Closure | null> {
    return (await this.#vault.closures(appId))[0] ?? null;
  }

  /** Goes on with closings that were interrupted, and with what was written since. */
  async step(): Promise<void> {
    await this.#vault.driveClosures({ all: !this.#drivenAll });
    this.#drivenAll = true;
    for (const { appId, closedAt, finishedAt } of await this.#vault.closures())
      if (finishedAt === null) await this.#accounts.noteClosed(appId, closedAt);
  }

  /** Null when the account was not closed. @throws ReceiptLogBroken */
  async certificate(appId: string, language?: Language): Promise<ClosingCertificate | null> {
    const closure = await this.closureOf(appId);
    if (!closure) return null;
    const { closedAt } = closure;
    const receipts = (await this.#vault.receipts({ appId, limit: Number.MAX_SAFE_INTEGER })).filter(
      ({ at, kind }) => at >= closedAt && DESTROYED.has(kind),
    );
    const receiptIds = receipts.map(({ id }) => id).reverse();
    const erased = totalsOf(receipts);
    const kept = await this.#kept(closure);
    const finishedAt = kept.length === 0 ? (closure.finishedAt ?? this.#clock.now()) : null;
    const spoken = language ?? (await this.#languageOf(appId));
    const text = this.#text({ ...closure, finishedAt }, { erased, kept, receiptIds }, spoken);
    const proof = receiptIds.length === 0 ? null : await this.#vault.certificateOf(appId, text, receiptIds);
    return { appId, closedAt, finishedAt, erased, kept, receiptIds, text, proof };
  }

  async #kept({ appId, steps }: Closure): Promise<readonly LetterStep[]> {
    const holdings = await this.#vault.holdings(appId);
    return holdings.flatMap(({ category, count, restricted, nextDeadline }): readonly LetterStep[] => {
      const planned = steps.filter((step) => step.category === category);
      const due = planned.find(({ action }) => action === 'due');
      const apart = planned.find(({ action }) => action === 'restrict');
      return [
        ...(count > 0
          ? [keptStep('due', category, count, due ?? { until: nextDeadline, reason: null })]
          : []),
        ...(restricted > 0
          ? [keptStep('restrict', category, restricted, apart ?? { until: null, reason: null })]
          : []),
      ];
    });
  }

  #text(
    { appId, closedAt, finishedAt }: Closure,
    { erased, kept, receiptIds }: Pick<ClosingCertificate, 'erased' | 'kept' | 'receiptIds'>,
    language: Language,
  ): string {
    const { templates, operator } = this.#settings;
    const done = (Object.entries(erased) as [CategoryId, number][]).map(([category, count]): LetterStep => ({
      category,
      action: 'erase',
      count,
      until: null,
      reason: null,
    }));
    const words = wordsOf(language);
    return fillTemplate(templates[`${language}-account-closing`], {
      ...signatureOf(operator),
      ...stepTexts([...done, ...kept], language),
      appId,
      closedAt: dayText(closedAt),
      today: dayText(this.#clock.now()),
      state: finishedAt === null ? words.interim : words.final,
      receipts: receiptsText(receiptIds, language),
    });
  }

  async #languageOf(appId: string): Promise<Language> {
    const [account] = await this.#vault.find('base.account', { appId, limit: 1 });
    return CHINESE.has(account?.record.jurisdiction ?? '') ? 'zh' : 'en';
  }
}

const keptStep = (
  action: LetterStep['action'],
  category: CategoryId,
  count: number,
  { until, reason }: Pick<LetterStep, 'until' | 'reason'>,
): LetterStep => ({ action, category, count, until, reason });

const totalsOf = (receipts: readonly Receipt[]): ClosingCertificate['erased'] => {
  const totals: Partial<Record<CategoryId, number>> = {};
  for (const { counts } of receipts)
    for (const [category, count] of Object.entries(counts) as [CategoryId, number][])
      totals[category] = (totals[category] ?? 0) + count;
  return totals;
};
