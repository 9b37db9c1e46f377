import { createHmac, randomBytes } from 'node:crypto';
import { type Clock, HOUR_MS } from '../../lib/clock.ts';
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

/** Persons and groups that are watched at a time: about 100 bytes each. */
const MAX_TARGETS = 100_000;

/**
 * Bounds how often an account may try faces on a person (verification) or on a group (search) without a match: a probe
 * is taken before faces are compared and given back when it matched, so that probes that run at once, or fail on the way,
 * count as misses. What was spent comes back steadily over an hour (Turner's leaky bucket as a meter). In memory, and
 * each process by itself. Targets are known by a keyed hash that dies with the process, not by their names.
 */
export class ProbeBudget {
  readonly #clock: Clock;
  readonly #perHour: Readonly<Record<ProbeKind, number>>;
  readonly #maxTargets: number;
  readonly #key = randomBytes(32);
  /** When all that was spent on a target will have come back: in the past for a target that owes nothing. */
  readonly #freeAt = new Map<string, number>();

  constructor(clock: Clock, perHour: ProbeLimits = {}, maxTargets: number = MAX_TARGETS) {
    this.#clock = clock;
    this.#perHour = {
      person: perHour.person ?? PROBES_PER_HOUR.person,
      group: perHour.group ?? PROBES_PER_HOUR.group,
    };
    this.#maxTargets = maxTargets;
  }

  get size(): number {
    return this.#freeAt.size;
  }

  /** @throws ApiError `RequestLimitExceeded` when too many of the last hour's probes on this target missed. */
  takeProbe(appId: string, kind: ProbeKind, target: string): void {
    const key = this.#keyOf(appId, kind, target);
    const now = this.#clock.now();
    const freeAt = Math.max(now, this.#freeAt.get(key) ?? 0) + this.#cost(kind);
    if (freeAt > now + HOUR_MS) throw new ApiError('RequestLimitExceeded');
    this.#freeAt.set(key, freeAt);
    if (this.#freeAt.size > this.#maxTargets) this.#forget(now);
  }

  /** The probe that was taken last matched: it costs nothing. */
  probeMatched(appId: string, kind: ProbeKind, target: string): void {
    const key = this.#keyOf(appId, kind, target);
    const freeAt = (this.#freeAt.get(key) ?? 0) - this.#cost(kind);
    if (freeAt > this.#clock.now()) this.#freeAt.set(key, freeAt);
    else this.#freeAt.delete(key);
  }

  #cost(kind: ProbeKind): number {
    return HOUR_MS / this.#perHour[kind];
  }

  #keyOf(appId: string, kind: ProbeKind, target: string): string {
    const name = JSON.stringify([appId, kind, target]);
    return createHmac('sha256', this.#key).update(name).digest('base64').slice(0, 22);
  }

  /** Drops what owes nothing, and of the rest the tenth that owes least: who fills the table clears no target under attack. */
  #forget(now: number): void {
    for (const [key, freeAt] of this.#freeAt) if (freeAt <= now) this.#freeAt.delete(key);
    if (this.#freeAt.size <= this.#maxTargets) return;
    const owing = [...this.#freeAt].sort(([, p], [, q]) => p - q);
    for (const [key] of owing.slice(0, Math.ceil(this.#maxTargets / 10))) this.#freeAt.delete(key);
  }
}
