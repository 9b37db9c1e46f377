import { partOf, type Import } from './imports.ts';

/**
 * Who may import from whom: the same arrows as in docs/architecture.md. `(types)`: only what disappears when types are
 * stripped. Every part may use `lib`; `app` may use every part.
 */
export const arrows: readonly string[] = [
  '* -> lib',
  'app -> *',
  'main -> app',
  'main -> config',
  'cli -> main',
  'cli -> app',
  'cli -> config',
  'cli -> http',
  'cli -> features',
  'cli -> engine (types)',
  'cli -> registry',
  'cli -> records (types)',
  'cli -> policy',
  'cli -> proof',
  'http -> features',
  'http -> registry (types)',
  'http -> records (types)',
  'http -> engine (types)',
  'http -> tasks (types)',
  'features -> engine',
  'features -> registry (types)',
  'features -> records (types)',
  'features -> policy (types)',
  'features -> tasks',
  'tasks -> records (types)',
  'registry -> records (types)',
  'registry -> policy',
  'registry -> proof (types)',
  'registry -> storage (types)',
  'records -> policy',
  'records -> storage',
  'records -> proof',
];

/** The arrow that an import of the project's own files follows, or undefined when none allows it. */
export function arrowOf({ from, to, typesOnly }: Import): string | undefined {
  const [source, target] = [partOf(from), partOf(to)];
  const ways = [`${source} -> ${target}`, `* -> ${target}`, `${source} -> *`];
  return arrows.find(
    (arrow) => ways.includes(arrow) || (typesOnly && ways.includes(arrow.replace(/ \(types\)$/, ''))),
  );
}

/** Packages that only these parts may import: what reaches the network, what draws or recognises, what stores. */
export const packagesOf: Readonly<Record<string, readonly string[]>> = {
  'node:http': ['http'],
  'node:https': ['http'],
  'node:net': ['http'],
  'node:tls': ['http'],
  'node:dns': ['http'],
  'node:dns/promises': ['http'],
  ws: ['http'],
  hono: ['http'],
  '@hono/node-server': ['http'],
  'node:child_process': ['engine'],
  'node:worker_threads': ['engine', 'records', 'storage'],
  'onnxruntime-node': ['engine'],
  'sherpa-onnx-node': ['engine'],
  sharp: ['engine'],
  'node:sqlite': ['storage'],
  kysely: ['storage', 'records'],
  pino: ['lib'],
  commander: ['cli'],
};
