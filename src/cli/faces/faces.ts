import type { Command } from 'commander';
import type { WithEngine } from '../read/read.ts';
import type { WithPeople } from '../with-people.ts';
import { registerCompare } from './compare.ts';
import { registerDetect } from './detect.ts';
import { registerEnrol } from './enrol.ts';
import { registerSearch } from './search.ts';

/** `lethe faces detect|compare|enrol|search`: exit code 1 when a picture cannot be used. */
export function registerFacesCommands(
  program: Command,
  withEngine: WithEngine,
  withPeople: WithPeople,
): void {
  const faces = program.command('faces').description('faces in pictures, on this machine');
  registerDetect(faces, withEngine);
  registerCompare(faces, withEngine);
  registerEnrol(faces, withEngine, withPeople);
  registerSearch(faces, withEngine, withPeople);
}
