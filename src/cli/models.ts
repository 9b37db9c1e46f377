import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import manifest from '../../models/manifest.json' with { type: 'json' };
import type { ModelTools } from '../engine/model-tools.ts';
import type { NewBrought } from '../engine/speech/brought/folder.ts';
import type { BroughtModel } from '../engine/speech/brought/types.ts';
import { ENGINE_TYPES } from '../features/asr/engine-types.ts';
import { formatBytes } from '../lib/bytes.ts';
import { columns } from './columns.ts';

const sizeOf = ({ files }: BroughtModel): number =>
  Object.values(files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const packagedText = (): string =>
  columns(
    ['packaged', 'package', 'size', 'licence'],
    Object.entries(manifest).map(([name, { package: from, version, sizeBytes, licence }]) => [
      name,
      `${from} ${version}`,
      formatBytes(sizeBytes),
      licence,
    ]),
  );

const broughtText = (models: readonly BroughtModel[]): string =>
  columns(
    ['brought', 'kind', 'language', 'serves', 'size', 'licence'],
    models.map((model) => [
      ...[model.name, model.kind, model.language || '-', model.serves.join(' ')],
      ...[formatBytes(sizeOf(model)), model.licence],
    ]),
  );

function list(tools: ModelTools, { json }: { json?: boolean }): void {
  const models = tools.brought();
  if (json) console.log(JSON.stringify({ packaged: manifest, brought: models }, null, 2));
  else console.log([packagedText(), ...(models.length > 0 ? ['', broughtText(models)] : [])].join('\n'));
}

async function verify(tools: ModelTools): Promise<void> {
  const checks: [name: string, check: () => Promise<void>][] = [
    ['packaged models', () => tools.verifyPackaged()],
    ...tools.brought().map((model): [string, () => Promise<void>] => [model.name, () => tools.verify(model)]),
  ];
  for (const [name, check] of checks) {
    try {
      await check();
      console.log(`${name}: as they were added`);
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    }
  }
}

const engineTypes = (value: string): string[] => {
  const types = value.split(',').map((type) => type.trim());
  const unknown = types.filter((type) => !(ENGINE_TYPES as readonly string[]).includes(type));
  if (unknown.length > 0) throw new InvalidArgumentError(`the API has no engine type ${unknown.join(', ')}`);
  return types;
};

/** `role=FILE`. */
const chosenFile = (value: string, chosen: Record<string, string> = {}): Record<string, string> => {
  const at = value.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('expected ROLE=FILE');
  return { ...chosen, [value.slice(0, at)]: value.slice(at + 1) };
};

interface AddOptions extends Omit<NewBrought, 'from' | 'name' | 'chosen' | 'kind'> {
  readonly kind: string;
  readonly file?: Readonly<Record<string, string>>;
}

/**
 * `lethe models list|add|verify`: what recognition works with. What is packaged is pinned by hash; a deployment adds speech
 * recognisers of its own for the languages that no packaged one hears.
 */
export function registerModelsCommands(program: Command, load: () => Promise<ModelTools>): void {
  const models = program.command('models').description('models of recognition: packaged, and brought');
  models
    .command('list')
    .description('what there is')
    .option('--json', 'all that is known of each')
    .action(async (options: { json?: boolean }) => list(await load(), options));
  models
    .command('verify')
    .description('check every file against its hash; exit code 1 when one differs')
    .action(async () => verify(await load()));
  models
    .command('add')
    .description('copy a speech model into the folder of models (LETHE_MODELS), and try it')
    .argument('<name>', 'what to call it')
    .argument('<folder>', 'where its files lie: the network as ONNX, and tokens.txt')
    .requiredOption('--kind <kind>', 'what it is: whisper, sense-voice, ...; a wrong one tells all of them')
    .requiredOption('--serves <types>', 'engine types of the API, as 16k_zh,16k_yue', engineTypes)
    .requiredOption('--licence <text>', 'as its maker states it')
    .option(
      '--language <language>',
      'what it is told to expect, as zh; needed by kinds of many languages',
      '',
    )
    .option('--file <role=file>', 'which file has a role, where names do not tell', chosenFile)
    .action(async (name: string, folder: string, { file = {}, ...options }: AddOptions) => {
      const tools = await load();
      const kind = tools.kinds.find((each) => each === options.kind);
      if (!kind) throw new Error(`--kind is one of ${tools.kinds.join(', ')}`);
      const model = await tools.add({ ...options, kind, name, from: folder, chosen: file });
      console.log(
        `${model.name} is there (${formatBytes(sizeOf(model))}). It serves ${model.serves.join(', ')} after the next start.`,
      );
    });
}
