import { describe, expect, it } from 'vitest';
import { category, categoryIds, modules } from '../../src/policy/catalogue.ts';
import { compose } from '../../src/policy/compose.ts';
import { promisedNames } from '../../src/policy/describe.ts';
import { documentHtml } from '../../src/policy/documents/html.ts';
import { documentMarkdown } from '../../src/policy/documents/markdown.ts';
import { notice } from '../../src/policy/notice.ts';
import { published, publishedAbout } from './published.ts';

const unescaped = (markdown: string): string => markdown.replace(/\\([\\`*_[\]<>|])/g, '$1');

describe('what is published is what the modules hold', () => {
  it('has every category of every feature, and no other', () => {
    const ofFeatures = categoryIds.filter((id) => !id.startsWith('base.'));
    expect(published.map(({ id }) => id)).toEqual(ofFeatures);
  });

  it.each(published)('$id: fields, use, basis, role, store and retention', (row) => {
    const held = category(row.id);
    expect({
      name: held.name,
      role: held.role,
      fields: promisedNames(held.fields),
      uses: held.uses,
      basis: held.basis,
      keptIn: held.keptIn,
      medium: held.medium,
      retentionText: held.retentionText,
      retention: held.retention,
      backedUp: held.backedUp,
    }).toEqual({
      name: row.name,
      role: row.role,
      fields: row.fields,
      uses: row.uses,
      basis: row.basis,
      keptIn: row.keptIn,
      medium: row.medium,
      retentionText: row.retentionText,
      retention: row.retention,
      backedUp: row.keptIn.includes('backed up'),
    });
    expect(Object.keys(modules[row.feature].categories)).toContain(row.id);
  });
});

describe('the notices say all of it', () => {
  const policy = compose();

  it.each(published)('$id is in the notices', (row) => {
    const documents = [notice(policy, row.feature)];
    if (row.role === 'processor') documents.push(notice(policy, row.feature, { processing: true }));
    for (const document of documents)
      for (const text of [unescaped(documentMarkdown(document)), documentHtml(document)]) {
        const section = text.split(/^### |<h3>/m).find((part) => part.startsWith(row.name)) ?? '';
        for (const promise of [
          ...row.fields,
          ...row.uses,
          row.basis,
          row.role,
          row.keptIn,
          row.retentionText,
        ])
          expect(section).toContain(promise);
      }
  });

  it.each(Object.entries(publishedAbout))('%s: versions, availability, conditions', (feature, texts) => {
    const text = unescaped(documentMarkdown(notice(policy, feature as keyof typeof publishedAbout)));
    for (const said of texts) expect(text).toContain(said);
  });
});
