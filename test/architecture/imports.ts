import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const root = dirname(dirname(import.meta.dirname));

/** One import as written in a source file. */
export interface Import {
  /** Path from `src`, such as `http/server.ts`. */
  readonly from: string;
  /** Path from `src` for the project's own files, else the name of the package: `zod`, `node:fs`. */
  readonly to: string;
  readonly own: boolean;
  readonly typesOnly: boolean;
}

export interface SourceFile {
  /** Path from `src`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Whether it does nothing but re-export what other files declare. */
  readonly isBarrel: boolean;
}

/** `onnxruntime-node/lib/x.js` → `onnxruntime-node`. */
const packageName = (specifier: string): string =>
  specifier.startsWith('node:')
    ? specifier
    : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

function importTo(from: string, specifier: string, typesOnly: boolean): Import {
  const own = specifier.startsWith('.');
  return { from, to: own ? join(dirname(from), specifier) : packageName(specifier), own, typesOnly };
}

/** Whether an import or re-export disappears when its types are stripped. */
function bringsTypesOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const { importClause } = statement;
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return (
    !name &&
    !!namedBindings &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((e) => e.isTypeOnly)
  );
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, 'src', path), 'utf8');
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const imports: Import[] = [];
  for (const statement of statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) continue;
    imports.push(importTo(path, moduleSpecifier.text, bringsTypesOnly(statement)));
  }
  const isBarrel =
    statements.length > 0 && statements.every((s) => ts.isImportDeclaration(s) || ts.isExportDeclaration(s));
  for (const [, specifier] of text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g))
    imports.push(importTo(path, specifier!, false));
  return { path, text, lines: text.split('\n').length - 1, imports, isBarrel };
}

/** Every source file of the project, by its path from `src`. */
export const sourceFiles: readonly SourceFile[] = globSync('**/*.ts', { cwd: join(root, 'src') })
  .sort()
  .map(read);

/** The house's parts: the folders in `src`, and each file that lies there itself by its name. */
export const partOf = (path: string): string => {
  const [first = ''] = path.split('/');
  return first.replace(/\.ts$/, '');
};

/** A cycle of imports that remain when types are stripped, as paths; undefined when there is none. */
export function findCycle(files: readonly SourceFile[]): string[] | undefined {
  const targets = new Map(
    files.map(({ path, imports }) => [path, imports.filter((i) => i.own && !i.typesOnly).map((i) => i.to)]),
  );
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return undefined;
    for (const target of targets.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle) return cycle;
    }
    finished.add(path);
    return undefined;
  };
  for (const { path } of files) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** A file of the project, by its path from the root. */
export const readDoc = (path: string): string => readFileSync(join(root, path), 'utf8');
