import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { category, categoryIds, type CategoryId } from '../../src/policy/catalogue.ts';
import { inForce } from '../../src/policy/documents/in-force.ts';
import { languages } from '../../src/policy/i18n/saying.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';
import { POLICY_FOLDER, policyDocuments } from '../../tools/generate-policy-documents.ts';
import { FEATURES, makers } from './every-document.ts';

const published = inForce();

describe('docs/policy', () => {
  const generated = policyDocuments();

  it.each([...generated.keys()])(
    '%s is up to date: `node tools/generate-policy-documents.ts` writes it',
    (name) => {
      expect(readFileSync(new URL(name, POLICY_FOLDER), 'utf8')).toBe(generated.get(name));
    },
  );

  it('holds nothing else', () => {
    expect(readdirSync(POLICY_FOLDER).sort()).toEqual([...generated.keys()].sort());
  });

  it('changes, every file, with the rules', () => {
    const changed = policyDocuments(
      inForce(
        parseOverlay({
          features: Object.fromEntries(FEATURES.map((feature) => [feature, { afterAccountClosed: 'P3D' }])),
          subProcessors: [
            { name: 'H', purpose: 'P', location: 'L', announced: '2026-01-01', effective: '2026-01-15' },
          ],
        }),
      ),
    );
    for (const [name, text] of generated) expect([name, changed.get(name)]).not.toEqual([name, text]);
  });
});

/** The documents that say how long a category is kept. */
const covering = (id: CategoryId): readonly string[] => {
  const [feature = ''] = id.split('.');
  const whole = ['record of processing', 'record of processing as CSV', 'data map'];
  if (feature === 'base') return [...whole, ...FEATURES.map((each) => `notice ${each}`)];
  const content =
    category(id).role === 'processor' ? [`annex ${feature}`, `processing notice ${feature}`] : [];
  return [...whole, `notice ${feature}`, ...content];
};

const stored = categoryIds.filter((id) => category(id).medium !== 'none');

describe('a changed rule changes the documents', () => {
  it.each(stored)('%s: how long it is kept', (id) => {
    const tightened = inForce(parseOverlay({ categories: { [id]: { afterAccountClosed: 'PT7M' } } }));
    for (const [name, make] of Object.entries(makers))
      for (const language of languages) {
        const text = make(tightened, language);
        const said = text.includes(language === 'en' ? 'at most 7 minutes' : '最长7分钟');
        expect([name, said]).toEqual([name, covering(id).includes(name)]);
      }
  });

  it.each(stored)('%s: the time until a request is met', (id) => {
    const within = published.policy.rule(id).onRequest.within;
    const tightened = inForce(parseOverlay({ categories: { [id]: { onRequest: 'immediately' } } }));
    for (const name of covering(id)) {
      const make = makers[name];
      const same = make?.(tightened, 'en') === make?.(published, 'en');
      // Where it was immediate before, the overlay says so now: only the picture names no sources.
      expect([name, same]).toEqual([name, within === 'immediately' && name === 'data map']);
    }
  });

  it('a field that is not stored is not in any document', () => {
    const tightened = inForce(
      parseOverlay({ categories: { 'ekyc.monitoring': { withoutFields: ['upStreamIp'] } } }),
    );
    for (const name of ['notice ekyc', 'record of processing', 'record of processing as CSV']) {
      expect(makers[name]?.(published, 'en')).toContain('UA, UpStreamIp, offset');
      expect(makers[name]?.(tightened, 'en')).toContain('UA, offset');
    }
  });

  it('regions, of every document that says where', () => {
    const tightened = inForce(parseOverlay({ regions: ['eu-frankfurt'] }));
    for (const [name, make] of Object.entries(makers))
      if (!name.includes('sub-processors')) expect(make(tightened, 'zh')).toContain('仅限 eu-frankfurt');
  });

  it('a law that has data kept is in the record, the annex and the map', () => {
    const five = published.policy.rule('base.account', { jurisdiction: 'ID' }).floors;
    expect(five.map(({ period }) => period)).toEqual(['P5Y']);
    expect(makers['record of processing']?.(published, 'en')).toContain(
      'at least 5 years from creation (jurisdiction ID)',
    );
    expect(makers['data map']?.(published, 'en')).toContain('at least 5 years by the law of ID, KR');
  });
});
