import { expect, test } from 'vitest';
import { verifyModels } from '../../../src/engine/models.ts';
import manifest from '../../../models/manifest.json' with { type: 'json' };

test("every model is there and is the manifest's", async () => {
  const seen: string[] = [];
  const counts: number[] = [];
  await verifyModels((name, verified, total) => {
    seen.push(name);
    counts.push(verified);
    expect(total).toBe(Object.keys(manifest).length);
  });
  expect(seen.sort()).toEqual(Object.keys(manifest).sort());
  expect(counts).toEqual(seen.map((_, i) => i + 1));
});
