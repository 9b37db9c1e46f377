import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import { parse } from 'yaml';
import { inForce, type InForce } from '../policy/documents/in-force.ts';
import { OverlayInvalid, OverlayRefused, parseOverlay } from '../policy/overlay.ts';

async function readYaml(file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new OverlayInvalid(error instanceof Error ? error.message : `cannot read ${file}`);
  }
}

/** What is in force with an overlay file's rules; without one, the published policy. */
export async function inForceWith(overlayFile: string | undefined): Promise<InForce> {
  if (overlayFile === undefined) return inForce();
  return inForce(parseOverlay(await readYaml(overlayFile)));
}

/** Runs a command; a refused overlay is an answer (exit code 1), not a crash. */
export async function answering(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof OverlayRefused || error instanceof OverlayInvalid)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** The deployment's own overlay, unless another file is named. */
export const overlayOption = (): Option =>
  new Option('--overlay <file>', 'a deployment’s overlay (YAML)').env('LETHE_POLICY');
