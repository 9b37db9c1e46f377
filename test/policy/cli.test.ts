import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerPolicyCommands } from '../../src/cli/policy.ts';

let folder = '';
let printed = '';
let complained = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-policy-'));
  printed = complained = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => void (printed += `${text}\n`));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void (complained += `${text}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
  vi.stubEnv('LETHE_POLICY', undefined);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

/** Runs `lethe policy ...` and gives its exit code. */
const lethe = async (...words: string[]): Promise<number> => {
  const program = new Command('lethe').exitOverride();
  registerPolicyCommands(program);
  await program.parseAsync(['policy', ...words], { from: 'user' });
  return Number(process.exitCode ?? 0);
};

const overlay = async (yaml: string): Promise<string> => {
  const file = join(folder, 'overlay.yaml');
  await writeFile(file, yaml);
  return file;
};

describe('lethe policy', () => {
  it('show: every category with its provenance', async () => {
    expect(await lethe('show')).toBe(0);
    expect(printed).toMatch(/ocr\.operation-log: .*\n {2}at most 3 months from creation +module ocr\n/);
    expect(printed).toMatch(/erased within 10 days of a deletion request +base policy/);
  });

  it('show CATEGORY: fields, clauses, jurisdiction and overlay', async () => {
    const file = await overlay('categories: { asr.operation-log: { atMost: P2D } }');
    await lethe('show', 'asr.operation-log', '--jurisdiction', 'KR', '--overlay', file);
    expect(printed).toMatch(/at most 2 days from creation +overlay/);
    expect(printed).toMatch(/at least 3 months from creation.* jurisdiction KR/);
    expect(printed).toContain('single-step debugging information');
  });

  it('show --json', async () => {
    await lethe('show', 'face.images', '--json');
    expect(JSON.parse(printed)).toMatchObject({
      category: 'face.images',
      neverStored: { source: 'module face' },
    });
  });

  it('show uses the deployment’s overlay', async () => {
    vi.stubEnv('LETHE_POLICY', await overlay('features: { asr: { atMost: PT6H } }'));
    await lethe('show', 'asr.audio');
    expect(printed).toContain('at most 6 hours');
  });

  it('check: accepts what tightens', async () => {
    expect(await lethe('check', 'policy.example.yaml')).toBe(0);
    expect(printed).toContain('only tightens');
  });

  it.each([
    ['categories: { asr.audio: { atMost: P2D } }', '24 hours, or on a deletion request'],
    ['categories: { asr.audio: { keep: P2D } }', 'keep'],
    ['a: [', 'Flow sequence'],
  ])('check: refuses %j', async (yaml, why) => {
    expect(await lethe('check', await overlay(yaml))).toBe(1);
    expect(complained).toContain(why);
  });

  it('check: says when there is no such file', async () => {
    expect(await lethe('check', join(folder, 'none.yaml'))).toBe(1);
    expect(complained).toContain('no such file');
  });

  it('notice', async () => {
    await lethe('notice', 'asr');
    expect(printed).toMatch(/^# Privacy notice: Automatic Speech Recognition\n/);
    printed = '';
    await lethe('notice', 'asr', '--processing', '--html');
    expect(printed).toContain('<h1>Data processing notice: Automatic Speech Recognition</h1>');
  });

  it('makes every document in Chinese', async () => {
    await lethe('notice', 'ocr', '--lang', 'zh', '--html');
    await lethe('annex', 'face', '--lang', 'zh');
    await lethe('ropa', '--lang', 'zh');
    await lethe('sub-processors', '--lang', 'zh');
    for (const title of [
      '隐私声明：文字识别（OCR）',
      '# 数据处理附件：人脸识别',
      '# 处理活动记录',
      '# 子处理者',
    ])
      expect(printed).toContain(title);
  });

  it('annex, ropa: with the operator and the rules of an overlay', async () => {
    const file = await overlay('{ operator: { name: Ex Ltd }, features: { asr: { atMost: PT6H } } }');
    await lethe('annex', 'asr', '--overlay', file);
    expect(printed).toContain('| Name | Ex Ltd |');
    expect(printed).toContain('at most 6 hours from creation (overlay)');
    printed = '';
    await lethe('ropa', '--csv', '--overlay', file);
    expect(printed).toMatch(/^Record,Role of the operator,[^]*Name: Ex Ltd[^]*at most 6 hours/);
  });

  it('map: to a file, or to the standard output', async () => {
    const out = join(folder, 'map.svg');
    await lethe('map', '--out', out);
    expect(printed).toBe('');
    await lethe('map');
    expect(printed).toMatch(/^<svg /);
    expect(await readFile(out, 'utf8')).toBe(printed);
  });

  it('sub-processors --since: what changed', async () => {
    const old = await overlay('{}');
    await lethe('sub-processors', '--since', old, '--overlay', 'policy.example.yaml');
    expect(printed).toMatch(/## Notice of changes[^]*\| added \| Example Hosting Ltd \|/);
    expect(await lethe('sub-processors', '--since', join(folder, 'none.yaml'))).toBe(1);
    expect(complained).toContain('no such file');
  });

  it('a refused overlay is no document', async () => {
    const file = await overlay('categories: { asr.audio: { atMost: P2D } }');
    expect(await lethe('ropa', '--overlay', file)).toBe(1);
    expect(printed).toBe('');
    expect(complained).toContain('24 hours, or on a deletion request');
  });

  it.each([[['annex']], [['ropa', '--lang', 'fr']], [['ropa', '--csv', '--html']]])(
    'documents: %j is refused',
    async (words) => {
      vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
      await expect(lethe(...words)).rejects.toThrow(/missing|invalid|cannot be used/);
    },
  );

  it.each([[['notice', 'video']], [['show', 'asr.video']], [['show', '--jurisdiction', 'Korea']]])(
    '%j is refused',
    async (words) => {
      vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
      await expect(lethe(...words)).rejects.toThrow(/invalid/);
    },
  );
});
