import type { Engine, JobName, Jobs } from './types.ts';

const JOBS: { readonly [J in JobName]: true } = {
  readText: true,
  transcribe: true,
  findFaces: true,
  readTable: true,
  readPairs: true,
  readBankCard: true,
  readVin: true,
  findCards: true,
  improveImage: true,
  readCodes: true,
  readPassport: true,
  readDocument: true,
  drawOverlay: true,
};

export const jobNames = Object.keys(JOBS) as readonly JobName[];

type JobCalls = Omit<Engine, 'warm' | 'close'>;

/** One call for each job, which hands it to `run`. */
export const jobCalls = (
  run: <J extends JobName>(
    name: J,
    input: Jobs[J]['input'],
    signal?: AbortSignal,
  ) => Promise<Jobs[J]['output']>,
): JobCalls =>
  Object.fromEntries(
    jobNames.map((name) => [
      name,
      (input: Jobs[JobName]['input'], signal?: AbortSignal) => run(name, input, signal),
    ]),
  ) as JobCalls;
