import { describe, expect, it } from 'vitest';
import { inForce, type InForce } from '../../src/policy/documents/in-force.ts';
import { documentMarkdown } from '../../src/policy/documents/markdown.ts';
import {
  lastDayToObject,
  subProcessorChanges,
  subProcessorList,
} from '../../src/policy/documents/sub-processors.ts';
import { OverlayRefused, parseOverlay, type SubProcessor } from '../../src/policy/overlay.ts';

const host: SubProcessor = {
  name: 'Host',
  purpose: 'hosting',
  location: 'Singapore',
  announced: '2026-02-20',
  effective: '2026-03-06',
};
const mail: SubProcessor = { ...host, name: 'Mail', purpose: 'letters', features: ['asr'] };
const having = (...subProcessors: SubProcessor[]): InForce => inForce(parseOverlay({ subProcessors }));
const rowOf = (text: string, start: string): string =>
  text.split('\n').find((line) => line.startsWith(start)) ?? '';

describe('the list of sub-processors', () => {
  it('tells what each does, where, for what, and until when one may object', () => {
    const text = documentMarkdown(subProcessorList(having(host, mail)));
    expect(rowOf(text, '| Host')).toBe(
      '| Host | hosting | Singapore | Optical Character Recognition, Identity verification (eKYC), Automatic Speech Recognition, Facial Recognition | 2026-02-20 | 2026-03-05 | 2026-03-06 | 14 |',
    );
    expect(rowOf(text, '| Mail')).toContain('| Automatic Speech Recognition | 2026-02-20 |');
    expect(rowOf(text, '| A named affiliate')).toContain('| Facial Recognition | module face |');
    expect(text).toContain('at the earliest 14 days after the day of its announcement');
    expect(text).not.toContain('Notice of changes');
  });

  it('counts days over the ends of months and leap years', () => {
    expect(lastDayToObject({ ...host, effective: '2028-03-01' })).toBe('2028-02-29');
    expect(lastDayToObject({ ...host, effective: '2027-01-01' })).toBe('2026-12-31');
  });

  it('cannot exist with less notice than the base policy gives', () => {
    expect(() => having({ ...host, effective: '2026-03-05' })).toThrow(OverlayRefused);
  });
});

describe('the notice of changes', () => {
  const elsewhere = { ...host, location: 'Japan', announced: '2026-05-01', effective: '2026-06-01' };

  it('has what was added, changed and removed, with the days that count', () => {
    const text = documentMarkdown(
      subProcessorList(having(elsewhere, { ...mail, name: 'New' }), having(host, mail)),
    );
    expect(rowOf(text, '| changed')).toBe(
      '| changed | Host | Location: Singapore → Japan<br>Begins: 2026-03-06 → 2026-06-01 | 2026-05-01 | 2026-05-31 | 2026-06-01 |',
    );
    expect(rowOf(text, '| added')).toBe(
      '| added | New | letters<br>Singapore<br>Automatic Speech Recognition | 2026-02-20 | 2026-03-05 | 2026-03-06 |',
    );
    expect(rowOf(text, '| removed')).toBe('| removed | Mail | letters | – | – | – |');
  });

  it('says when a change was not announced anew', () => {
    const moved = { ...host, location: 'Japan' };
    const text = documentMarkdown(subProcessorList(having(moved), having(host)), 'zh');
    expect(rowOf(text, '| 变更 | Host')).toBe(
      '| 变更 | Host | 所在地：Singapore → Japan<br>未重新公告：公告日仍为先前日期 | 2026-02-20 | 2026-03-05 | 2026-03-06 |',
    );
  });

  it('says when nothing changed', () => {
    const all = { ...host, features: ['face', 'asr', 'ekyc', 'ocr'] as const };
    expect(subProcessorChanges([host], [{ ...all, features: [...all.features] }])).toEqual([]);
    expect(documentMarkdown(subProcessorList(having(host), having(host)))).toContain('\nNothing.\n');
  });

  it('compares a name that stands twice line by line', () => {
    const twice = [mail, { ...mail, purpose: 'faxes', features: ['ocr' as const] }];
    expect(subProcessorChanges(twice, [mail])).toEqual([{ kind: 'removed', before: twice[1] }]);
    expect(subProcessorChanges([mail], twice)).toEqual([{ kind: 'added', now: twice[1] }]);
  });
});
