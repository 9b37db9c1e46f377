import { describe, expect, it } from 'vitest';
import { compose } from '../../src/policy/compose.ts';
import { documentHtml } from '../../src/policy/documents/html.ts';
import { documentMarkdown } from '../../src/policy/documents/markdown.ts';
import { notice, type NoticeFeature } from '../../src/policy/notice.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';
import { expectGolden } from './golden.ts';

const FEATURES: readonly NoticeFeature[] = ['ocr', 'ekyc', 'asr', 'face'];
const policy = compose();

describe('notices', () => {
  it.each(FEATURES)('%s, processing', (feature) =>
    expectGolden(
      `notice-${feature}-processing.md`,
      documentMarkdown(notice(policy, feature, { processing: true })),
    ),
  );

  it('as a page', () => expectGolden('notice-asr.html', documentHtml(notice(policy, 'asr'))));

  it('say what the deployment tightens, and who else processes', () => {
    const overlay = parseOverlay({
      regions: ['ap-singapore'],
      minimumAge: 20,
      categories: {
        'ocr.monitoring': { atMost: 'P6M', withoutFields: ['fee'] },
        'face.error-log': { ringBytes: 1_500_000 },
      },
      subProcessors: [
        {
          name: 'Host & <Sons>',
          purpose: 'hosting | back-ups',
          location: 'Singapore',
          announced: '2026-01-01',
          effective: '2026-01-15',
        },
      ],
    });
    const tightened = compose({ overlay });
    const ocr = documentMarkdown(notice(tightened, 'ocr'));
    for (const said of [
      'at most 6 months from creation (overlay)',
      'without the field fee (overlay)',
      'only in ap-singapore (overlay)',
      'Host & \\<Sons\\> | hosting \\| back-ups | Singapore | 2026-01-15',
      '| Brazil | 20 |',
      '| Indonesia | 21 |',
    ])
      expect(ocr).toContain(said);
    expect(ocr).not.toContain('region, fee,');
    expect(documentMarkdown(notice(tightened, 'face'))).toContain('storage reaches 1.5 MB (overlay)');
    expect(documentHtml(notice(tightened, 'ocr'))).toContain('Host &amp; &lt;Sons&gt;');
  });

  it('as pages fetch nothing and run nothing', () => {
    for (const feature of FEATURES) {
      const html = documentHtml(notice(policy, feature));
      expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(html).not.toMatch(/<script|<link|src=|href=|url\(|@import/);
    }
  });

  it('in Chinese, as a page', () => {
    const html = documentHtml(notice(policy, 'face', { processing: true }), 'zh');
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-Hans">/);
    expect(html).toContain('<h1>数据处理声明：人脸识别</h1>');
    expect(html).toContain('<td>从不存储（模块 face）</td>');
  });

  it('name the operator, or say where its name is missing', () => {
    const { operator } = parseOverlay({ operator: { name: 'Ex | Co', contact: 'privacy@example.com' } });
    const named = documentMarkdown(notice(policy, 'asr', { operator }));
    expect(named).toContain('| Name | Ex \\| Co |');
    expect(named).toContain('| Contact | privacy@example.com |');
    expect(named).toContain('| Address | not stated (operator.address in the overlay) |');
    expect(documentMarkdown(notice(policy, 'asr'), 'zh')).toContain('| 名称 | 未说明（');
  });

  it('name every addendum', () => {
    const text = documentMarkdown(notice(policy, 'ocr'));
    for (const said of [
      '| Türkiye | 18 |',
      '| United Arab Emirates | 21 |',
      '| 45 days (+ 45 days) |',
      '| 15 days |',
      'kept for at least 5 years',
      'kept for at least 3 months',
      'EEA, UK and Switzerland',
      'tickets at most 24 hours',
      'Demo data at most 48 hours',
    ])
      expect(text).toContain(said);
  });
});
