import { readFile } from 'node:fs/promises';
import { createTextReader } from '../../../src/engine/text/reader.ts';
import type { TextOptions } from '../../../src/engine/types.ts';
import { itemOf } from '../../accuracy/text.ts';
import { serve } from './serve.ts';

const mode = process.argv[2] as TextOptions['mode'];
const reader = await createTextReader();
await serve(async (path) => (await reader.read(await readFile(path), { mode })).lines.map(itemOf));
