import { HOUR_MS } from '../../lib/clock.ts';
import type { Vault } from '../../records/types.ts';
import { ApiError } from '../errors.ts';

/** What is below is answered as zero: the lowest score that the API gives a meaning to (one false accept in 1,000). */
export const SCORE_FLOOR = 40;
/** From here on the API says that two faces are one person's (one false accept in 100,000). */
export const MATCH_SCORE = 60;

/** A score as it is answered: nothing is said of those below the floor, as they would lead an attacker to the face. */
export const answeredScore = (score: number): number => (score < SCORE_FLOOR ? 0 : score);

export type ProbeKind = 'person' | 'group';

/** What a deployment says instead of the usual numbers. */
export type ProbeLimits = { readonly [K in ProbeKind]?: number | undefined };

/** Probes an hour that may miss, where a deployment says nothing else. docs/templates.md argues for the numbers. */
export const PROBES_PER_HOUR: Readonly<Record<ProbeKind, number>> = { person: 30, group: 3600 };

/**
 * Bounds how often an account may try faces on a person (verification) or on a group (search) without a match: a probe
 * is taken before faces are compared and given back when it matched, so that probes that run at once, or fail on the way,
 * count as misses. What was spent comes back steadily over an hour. The vault keeps it, for all servers on a folder.
 */
export class ProbeBudget {
  readonly #vault: Pick<Vault, 'spend'>;
  readonly #perHour: Readonly<Record<ProbeKind, number>>;

  constructor(vault: Pick<Vault, 'spend'>, perHour: ProbeLimits = {}) {
    this.#vault = vault;
    this.#perHour = {
      person: perHour.person ?? PROBES_PER_HOUR.person,
      group: perHour.group ?? PROBES_PER_HOUR.group,
    };
  }

  /** @throws ApiError `RequestLimitExceeded` when too many of the last hour's probes on one of the targets missed. */
  async takeProbe(appId: string, kind: ProbeKind, targets: readonly string[]): Promise<void> {
    if (!(await this.#spend(appId, kind, targets, 1))) throw new ApiError('RequestLimitExceeded');
  }

  /** The probe that was taken last matched: it costs nothing. */
  async probeMatched(appId: string, kind: ProbeKind, targets: readonly string[]): Promise<void> {
    await this.#spend(appId, kind, targets, -1);
  }

  #spend(appId: string, kind: ProbeKind, targets: readonly string[], probes: number): Promise<boolean> {
    const subjects = targets.map((value) => ({ kind, value }));
    return this.#vault.spend(appId, subjects, (probes * HOUR_MS) / this.#perHour[kind]);
  }
}
