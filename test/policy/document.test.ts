import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { POLICY_DOCUMENT, policyDocument } from '../../tools/generate-policy-doc.ts';
import { published } from './published.ts';

describe('docs/policy.md', () => {
  it('is up to date: `node tools/generate-policy-doc.ts` writes it', () => {
    expect(readFileSync(POLICY_DOCUMENT, 'utf8')).toBe(policyDocument());
  });

  it('has every published category', () => {
    for (const { id, keptIn } of published) {
      const line = policyDocument()
        .split('\n')
        .find((row) => row.includes(`\`${id}\` |`));
      expect(line).toContain(keptIn);
    }
  });
});
