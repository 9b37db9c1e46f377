import { afterAccountClosed, basePolicy } from './base-policy.ts';
import { category, categoryIds, modules, type CategoryId } from './catalogue.ts';
import { termsOf, type JurisdictionTerms } from './jurisdictions.ts';
import { OverlayRefused, type Overlay, type SubProcessor } from './overlay.ts';
import { addPeriod } from './period.ts';
import type { Bound, Clause, ClauseSource, Rule } from './rule.ts';
import { tighten, type Tightening } from './tighten.ts';
import type { Category, Feature, PolicyModule } from './types.ts';

export { deadlineOf, erasableAt, floorOf } from './rule.ts';
export type { Bound, Clause, Rule } from './rule.ts';

/** Where and for whom a rule is asked. */
export interface Where {
  /** Service region, as in `X-TC-Region`. */
  readonly region?: string | undefined;
  /** ISO 3166-1 alpha-2 code of the data subject's jurisdiction. A floor binds only where this is known. */
  readonly jurisdiction?: string | undefined;
}

export interface KnownSubProcessor {
  readonly name: string;
  readonly purpose: string;
  readonly location: string | null;
  /** Day (`YYYY-MM-DD`) from which it processes; null for those of the published module. */
  readonly effective: string | null;
  readonly clause: Clause;
}

/** Everything in force for a deployment: base policy, modules, jurisdictions and its overlay, composed. */
export interface Policy {
  rule(category: CategoryId, where?: Where): Rule;
  /** The rules of every category, or of one feature's, in the order of the catalogue. */
  rules(where?: Where, feature?: Feature): readonly Rule[];
  terms(jurisdiction?: string): JurisdictionTerms;
  /** Regions content may be in; null: any. */
  readonly regions: { readonly allowed: readonly string[]; readonly clause: Clause } | null;
  allowsRegion(region: string): boolean;
  subProcessors(feature: Feature): readonly KnownSubProcessor[];
}

const featureOf = (id: CategoryId): Feature => id.slice(0, id.indexOf('.')) as Feature;

const sourceOf = (feature: Feature): ClauseSource =>
  feature === 'base' ? 'base policy' : `module ${feature}`;

const onRequestOf = ({ retention }: Category, own: Clause): Rule['onRequest'] =>
  retention.onRequest
    ? { within: retention.onRequest, clause: own }
    : {
        within: basePolicy.onRequest.within,
        clause: { source: 'base policy', text: basePolicy.onRequest.text },
      };

const accountClosedOf = (id: CategoryId, { retention }: Category, own: Clause): Bound => {
  if (retention.afterAccountClosed) return { period: retention.afterAccountClosed, clause: own };
  const { within, text } = afterAccountClosed(id);
  return { period: within, clause: { source: 'base policy', text } };
};

/** Module over base policy: what is published, before jurisdiction and overlay. */
const publishedRule = (id: CategoryId): Rule => {
  const published = category(id);
  const { retention } = published;
  const feature = featureOf(id);
  const own: Clause = { source: sourceOf(feature), text: published.retentionText };
  const ownIf = (said: true | undefined): Clause | null => (said ? own : null);
  return {
    category: id,
    feature,
    name: published.name,
    role: published.role,
    basis: published.basis,
    medium: published.medium,
    keptIn: published.keptIn,
    backedUp: published.backedUp,
    bounds: retention.atMost ? [{ period: retention.atMost, clause: own }] : [],
    floors: [],
    endOfDay: ownIf(retention.endOfDay),
    onCompletion: ownIf(retention.onCompletion),
    onRequest: onRequestOf(published, own),
    serviceLifetime: ownIf(retention.serviceLifetime),
    afterAccountClosed: [accountClosedOf(id, published, own)],
    ringBytes: retention.ringBytes ? { bytes: retention.ringBytes, clause: own } : null,
    neverStored: ownIf(retention.neverStored),
    needsConsent: published.needsConsent ? { source: sourceOf(feature), text: published.basis } : null,
    fields: published.fields,
    droppedFields: [],
    excludes: published.excludes ?? [],
    regionRefused: null,
  };
};

const floorsFor = (id: CategoryId, terms: JurisdictionTerms): readonly Bound[] =>
  terms.floors
    .filter((floor) => floor.categories.includes(id))
    .map(({ atLeast, text }) => ({
      period: atLeast,
      clause: { source: `jurisdiction ${terms.code ?? ''}`, text },
    }));

const tighteningsOf = (id: CategoryId, overlay: Overlay): readonly Tightening[] => {
  const feature = featureOf(id);
  const forFeature = feature === 'base' ? undefined : overlay.features?.[feature];
  const forCategory = overlay.categories?.[id];
  return [
    ...(forFeature
      ? [{ path: `features.${feature}`, tightening: forFeature, scope: 'feature' as const }]
      : []),
    ...(forCategory
      ? [{ path: `categories.${id}`, tightening: forCategory, scope: 'category' as const }]
      : []),
  ];
};

/** A cap on a feature that is looser than all the feature promises can only be meant to loosen. */
const refuseIdleCaps = (overlay: Overlay): void => {
  for (const [feature, caps] of Object.entries(overlay.features ?? {})) {
    const rules = categoryIds.filter((id) => featureOf(id) === feature).map(publishedRule);
    for (const [key, cap] of Object.entries(caps ?? {})) {
      const by = { path: `features.${feature}`, tightening: { [key]: cap } };
      if (rules.some((rule) => tighten(rule, { ...by, scope: 'feature' }) !== rule)) continue;
      for (const rule of rules) tighten(rule, { ...by, scope: 'category' });
    }
  }
};

const minimumAgeOf = (overlay: Overlay): number => {
  const { years, text } = basePolicy.minimumAge;
  const wanted = overlay.minimumAge ?? years;
  if (wanted < years) throw new OverlayRefused('minimumAge', `${wanted}`, { source: 'base policy', text });
  return wanted;
};

const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const refuseUnannounced = ({ announced, effective }: SubProcessor, index: number): void => {
  const { notice, text } = basePolicy.subProcessor;
  if (startOfDay(effective) >= addPeriod(startOfDay(announced), notice)) return;
  const wanted = `announced ${announced}, effective ${effective}`;
  throw new OverlayRefused(`subProcessors.${index}`, wanted, { source: 'base policy', text });
};

const publishedSubProcessors = (feature: Feature): readonly KnownSubProcessor[] => {
  const { subProcessors = [], title }: PolicyModule = modules[feature];
  const clause: Clause = { source: sourceOf(feature), text: `sub-processor of ${title}` };
  return subProcessors.map((known) => ({ ...known, location: null, effective: null, clause }));
};

const addedSubProcessors = (feature: Feature, overlay: Overlay): readonly KnownSubProcessor[] =>
  (overlay.subProcessors ?? [])
    .filter(({ features }) => !features || features.some((named) => named === feature))
    .map(({ name, purpose, location, announced, effective }) => {
      const clause: Clause = { source: 'overlay', text: `announced on ${announced}` };
      return { name, purpose, location, effective, clause };
    });

const regionsOf = (overlay: Overlay): Policy['regions'] =>
  overlay.regions
    ? {
        allowed: overlay.regions,
        clause: { source: 'overlay', text: `only in ${overlay.regions.join(', ')}` },
      }
    : null;

/**
 * Composes base policy, modules, jurisdictions and a deployment's overlay into what is in force.
 * @throws OverlayRefused when the overlay would loosen anything, naming the clause that forbids it;
 *   OverlayInvalid when it names what does not exist.
 */
export const compose = ({ overlay = {} }: { overlay?: Overlay } = {}): Policy => {
  const minimumAge = minimumAgeOf(overlay);
  overlay.subProcessors?.forEach(refuseUnannounced);
  refuseIdleCaps(overlay);
  const regions = regionsOf(overlay);
  const allowsRegion = (region: string): boolean => regions === null || regions.allowed.includes(region);
  const tightened = new Map(
    categoryIds.map((id) => [id, tighteningsOf(id, overlay).reduce(tighten, publishedRule(id))]),
  );
  const known = new Map<string, Rule>();

  const rule: Policy['rule'] = (id, { region, jurisdiction } = {}) => {
    const terms = termsOf(jurisdiction);
    const refused = regions && region !== undefined && !allowsRegion(region) ? regions.clause : null;
    const key = `${id} ${terms.code ?? ''} ${refused ? 'refused' : ''}`;
    const found = known.get(key);
    if (found) return found;
    const overlaid = tightened.get(id);
    if (!overlaid) throw new RangeError(`no category ${id}`);
    const composed = Object.freeze({ ...overlaid, floors: floorsFor(id, terms), regionRefused: refused });
    known.set(key, composed);
    return composed;
  };

  return {
    rule,
    rules: (where, feature) =>
      categoryIds.filter((id) => !feature || featureOf(id) === feature).map((id) => rule(id, where)),
    terms: (jurisdiction) => {
      const terms = termsOf(jurisdiction);
      return { ...terms, minimumAge: Math.max(terms.minimumAge, minimumAge) };
    },
    regions,
    allowsRegion,
    subProcessors: (feature) => [...publishedSubProcessors(feature), ...addedSubProcessors(feature, overlay)],
  };
};
