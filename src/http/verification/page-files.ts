import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** At the project's root, from the sources and from a build. */
const FOLDERS = ['../../../web/verification', '../../../../web/verification'].map((path) =>
  join(import.meta.dirname, path),
);
const FOLDER = FOLDERS.find((folder) => existsSync(folder)) ?? '';

const TYPES: Readonly<Record<string, string>> = {
  'page.html': 'text/html; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'texts.js': 'text/javascript; charset=utf-8',
  'camera.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

export interface PageFile {
  readonly type: string;
  readonly content: string;
}

/** The files of the hosted page, read once. They are the same for everybody. */
export function readPageFiles(): ReadonlyMap<string, PageFile> {
  return new Map(
    Object.entries(TYPES).map(([name, type]) => [
      name,
      { type, content: readFileSync(join(FOLDER, name), 'utf8') },
    ]),
  );
}
