import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCycle, partOf, readDoc, sourceFiles } from './architecture/imports.ts';
import { arrowOf, arrows, packagesOf } from './architecture/rules.ts';

const MOST_LINES = 300;

const imports = sourceFiles.flatMap((file) => file.imports);
const show = ({ from, to }: { from: string; to: string }): string => `${from} -> ${to}`;
const between = imports.filter(
  ({ from, to, own }) => own && !to.startsWith('..') && partOf(from) !== partOf(to),
);

describe('the picture in docs/architecture.md', () => {
  const block = /```arrows\n([^`]*)```/.exec(readDoc('docs/architecture.md'))?.[1] ?? '';

  test('lists exactly the allowed arrows', () => {
    expect(block.trim().split('\n').sort()).toEqual([...arrows].sort());
  });

  test('has no import beside its arrows', () => {
    expect(between.filter((each) => arrowOf(each) === undefined).map(show)).toEqual([]);
  });

  test('has no arrow that nothing follows', () => {
    const followed = new Set(between.map(arrowOf));
    expect(arrows.filter((arrow) => !followed.has(arrow))).toEqual([]);
  });
});

describe('imports', () => {
  test('only main.ts and cli/main.ts see the app', () => {
    const seers = between.filter(({ to }) => to === 'app.ts').map(({ from }) => from);
    expect(new Set(seers)).toEqual(new Set(['main.ts', 'cli/main.ts']));
  });

  test('go in no circle', () => {
    expect(findCycle(sourceFiles)).toBeUndefined();
  });

  test('out of the sources reach only data of the models and of the package', () => {
    const outside = imports.filter(({ own, to }) => own && to.startsWith('..'));
    expect(outside.filter(({ to }) => !/^\.\.\/(models\/[\w-]+|package)\.json$/.test(to)).map(show)).toEqual(
      [],
    );
  });

  test('of packages stay in the part that the package is for', () => {
    const astray = imports.filter(({ from, to }) => packagesOf[to] && !packagesOf[to].includes(partOf(from)));
    expect(astray.map(show)).toEqual([]);
  });

  test('of onnxruntime go through the file that turns its telemetry off', () => {
    const loading = imports.filter(({ to }) => to === 'onnxruntime-node');
    expect(loading.map(show)).toEqual(['engine/onnx.ts -> onnxruntime-node']);
  });

  test('of the policy are its own files, lib and zod', () => {
    const others = imports.filter(({ from, to, own }) => partOf(from) === 'policy' && !own && to !== 'zod');
    expect(others.map(show)).toEqual([]);
  });
});

describe('files', () => {
  test(`have at most ${MOST_LINES} lines`, () => {
    expect(sourceFiles.filter(({ lines }) => lines > MOST_LINES).map(({ path }) => path)).toEqual([]);
  });

  test('are no barrels, but for the table of actions', () => {
    const barrels = sourceFiles.filter(({ path, isBarrel }) => isBarrel || /(^|\/)index\.ts$/.test(path));
    expect(barrels.map(({ path }) => path)).toEqual(['features/index.ts']);
  });

  test('have names in kebab case, or the name of the one action that they declare', () => {
    const misnamed = sourceFiles.filter(({ path, text }) => {
      const name = basename(path, '.ts');
      const declared = [
        ...text.matchAll(
          /^export const (\w+) = (?:action|documentAction|basicExtraction|fullExtraction)\(\{\s*name: '(\w+)'/gm,
        ),
      ].flatMap((m) => m.slice(1, 3));
      if (declared.length > 0) return declared.length > 2 || declared.some((each) => each !== name);
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
    });
    expect(misnamed.map(({ path }) => path)).toEqual([]);
  });

  test('take the time from a clock that is given to them', () => {
    const own = sourceFiles
      .filter(({ text }) => /\bDate\.now\(\)|\bnew Date\(\)/.test(text))
      .map(({ path }) => path);
    const outermost = ['lib/clock.ts', 'cli/'];
    expect(own.filter((path) => !outermost.some((allowed) => path.startsWith(allowed)))).toEqual([]);
  });

  test('write nothing into the folder for temporary files', () => {
    expect(sourceFiles.filter(({ text }) => /tmpdir|mkdtemp/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
