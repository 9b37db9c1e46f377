import { describe, expect, it } from 'vitest';
import { chineseDocuments } from '../../src/policy/i18n/chinese-documents.ts';
import { chineseModules } from '../../src/policy/i18n/chinese-modules.ts';
import { chineseRules } from '../../src/policy/i18n/chinese-rules.ts';
import { chinese } from '../../src/policy/i18n/chinese.ts';
import {
  joined,
  patternsOf,
  phrase,
  say,
  TranslationMissing,
  verbatim,
  worded,
} from '../../src/policy/i18n/saying.ts';
import { otherDemands, periodSaying, sourceSaying } from '../../src/policy/describe.ts';
import { makers, sources } from './every-document.ts';

describe('Chinese documents', () => {
  it.each(Object.keys(makers))('%s: everything it says has Chinese words', (name) => {
    for (const source of sources) expect(makers[name]?.(source, 'zh')).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each(Object.keys(makers))('%s: no English sentence is left', (name) => {
    for (const source of sources) {
      const markup = /<style>[^]*<\/style>|<[^>]*>/g;
      const categoryIds = /\b(base|ocr|ekyc|asr|face)\.[\w-]+/g;
      const words = makers[name]?.(source, 'zh')
        .replace(markup, ' ')
        .replace(categoryIds, ' ')
        .replaceAll('TencentDB for MySQL', ' ');
      expect(words).not.toMatch(
        /\b(the|of|and|is|are|for|with|which|not|from|within|after|that|at|The|What|Each|At|By)\b/,
      );
    }
  });

  it('have words for every unit of time, and for what only a command says', () => {
    const units = ['P1Y', 'P2Y', 'P1M', 'P2M', 'P1D', 'P2D', 'PT1H', 'PT2H', 'PT1M', 'PT2M', 'PT1S'] as const;
    expect(units.map((period) => worded(periodSaying(period), 'zh'))).toEqual([
      '1年',
      '2年',
      '1个月',
      '2个月',
      '1天',
      '2天',
      '1小时',
      '2小时',
      '1分钟',
      '2分钟',
      '1秒',
    ]);
    const refused = sources[2]?.policy.rule('asr.audio', { region: 'eu-frankfurt' });
    const said = refused ? otherDemands(refused).map((demand) => worded(demand.said, 'zh')) : [];
    expect(said).toEqual(['此地域不得存储任何数据']);
    expect(worded(sourceSaying('jurisdiction KR'), 'zh')).toBe('法域 KR');
  });
});

describe('the Chinese table', () => {
  it('has each text once', () => {
    const parts = [chineseModules, chineseRules, chineseDocuments].flatMap((part) => Object.keys(part));
    expect(parts.length).toBe(new Set(parts).size);
  });

  it.each(Object.entries(chinese))('%s: has the values of the English', (english, translated) => {
    const slots = (text: string): readonly string[] => (text.match(/\{\d\}/g) ?? []).sort();
    expect(slots(translated)).toEqual(slots(english));
    expect(translated).not.toMatch(/[,;:?!]/);
  });

  it('has nothing that no document says any more', () => {
    const english = Object.values(makers)
      .flatMap((make) => sources.map((source) => make(source, 'en')))
      .join('\n')
      .replace(/<\/text>\n<text[^>]*>/g, ' ')
      .replace(/\\([\\`*_[\]<>|])/g, '$1');
    const bare = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    // Bases that a category may have and none has; what `policy show` says of a region or a jurisdiction.
    const spare = [
      'explicit consent',
      'nothing may be stored in this region',
      'at least {0} from creation; what is due earlier is kept apart and restricted',
      'A data subject’s request is answered within {0}, once identity is verified.',
    ];
    const unsaid = Object.keys(chinese).filter(
      (key) =>
        !spare.includes(key) &&
        !new RegExp(
          key
            .split(/\{\d\}/)
            .map(bare)
            .join('.+?'),
        ).test(english),
    );
    expect(unsaid.filter((key) => !/^\{0\} \w+$/.test(key))).toEqual([]);
  });
});

describe('sayings', () => {
  const saying = say`${phrase('fee')} (${joined([verbatim('a {0} b'), say`not in the table`])})`;

  it('are worded with their values, which are not looked into', () => {
    expect(worded(saying, 'en')).toBe('fee (a {0} b, not in the table)');
  });

  it('without Chinese words are refused, not printed in English', () => {
    expect(() => worded(saying, 'zh')).toThrow(TranslationMissing);
    expect(() => worded(phrase('constructor'), 'zh')).toThrow('no words for: constructor');
  });

  it('tell which words they need', () => {
    expect(patternsOf(saying)).toEqual(['{0} ({1})', 'fee', 'not in the table']);
  });
});
