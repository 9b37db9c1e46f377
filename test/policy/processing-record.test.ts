import { describe, expect, it } from 'vitest';
import { categoryIds } from '../../src/policy/catalogue.ts';
import { csv } from '../../src/policy/documents/csv.ts';
import { inForce } from '../../src/policy/documents/in-force.ts';
import { documentMarkdown } from '../../src/policy/documents/markdown.ts';
import { processingRecord, processingRecordCsv } from '../../src/policy/documents/processing-record.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';

const source = inForce(
  parseOverlay({
    operator: { name: '=Evil("x")', contact: 'a, "b"', dataProtectionOfficer: 'dpo@example.com' },
    subProcessors: [
      {
        name: 'Host',
        purpose: 'hosting',
        location: 'Singapore',
        announced: '2026-01-01',
        effective: '2026-01-15',
        features: ['asr'],
      },
    ],
  }),
);

/** Reads what RFC 4180 says. */
const readCsv = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
};

describe('the record of processing activities', () => {
  const text = documentMarkdown(processingRecord(source));
  const [controller = '', processor = ''] = text.split('## As ').slice(1);
  const columnsOf = (part: string): readonly string[] =>
    part
      .split('\n')
      .filter((line) => line.startsWith('| '))[0]
      ?.split(' | ')
      .map((column) => column.replace(/^\| | \|$/g, '')) ?? [];

  it('has the columns of GDPR art. 30(1) for what the operator decides on', () => {
    expect(columnsOf(controller)).toEqual([
      'Feature',
      'Category',
      'Purposes',
      'Legal basis',
      'Categories of data subjects',
      'Categories of personal data',
      'Categories of recipients',
      'Transfers to third countries',
      'Time limits for erasure',
      'Technical and organisational measures',
    ]);
  });

  it('has those of art. 30(2) for what it does for callers', () => {
    expect(columnsOf(processor)).toEqual(
      expect.arrayContaining([
        'Controller on whose behalf',
        'Categories of processing',
        'Transfers to third countries',
        'Technical and organisational measures',
      ]),
    );
  });

  it('has every category once, in the table of its role', () => {
    for (const { category, role } of source.policy.rules()) {
      const row = `(${category}) |`;
      expect([controller.includes(row), processor.includes(row)]).toEqual([
        role === 'controller',
        role === 'processor',
      ]);
    }
  });

  it('names recipients and where they are', () => {
    const row = processor.split('\n').find((line) => line.includes('(asr.audio)')) ?? '';
    expect(row).toContain('the caller, as controller<br>Host');
    expect(row).toContain('Host: Singapore');
    const face = controller.split('\n').find((line) => line.includes('(face.features)')) ?? '';
    expect(face).toContain('A named affiliate of the operator: location not stated');
    expect(face).toContain('biometric data (GDPR art. 9)');
  });
});

describe('the record as CSV', () => {
  it.each(['en', 'zh'] as const)('%s: one line for each category, all as wide as the header', (language) => {
    const [header = [], ...rows] = readCsv(processingRecordCsv(source, language));
    expect(header).toHaveLength(14);
    expect(rows.map((row) => row.length)).toEqual(categoryIds.map(() => header.length));
    for (const [index, id] of categoryIds.entries()) expect(rows[index]?.[5]).toContain(id);
  });

  it('names the operator in every line, and asks for what is missing', () => {
    for (const row of readCsv(processingRecordCsv(source)).slice(1)) {
      expect(row[2]).toContain('Name: =Evil("x"); Address: not stated (operator.address in the overlay)');
      expect(row[2]).toContain('Contact: a, "b"; Data protection officer: dpo@example.com');
    }
  });

  it('quotes what needs it, and gives a spreadsheet no formula', () => {
    expect(
      csv([
        ['a,b', 'c"d', 'e\r\nf'],
        ['=1+1', '-2', 'x=1'],
      ]),
    ).toBe(`"a,b","c""d","e\r\nf"\r\n'=1+1,'-2,x=1\r\n`);
  });
});
