import { jobCalls } from '../../src/engine/jobs.ts';
import type { Engine } from '../../src/engine/jobs.ts';

/** An engine that does the given jobs and no others: for tests of what is around recognition. */
export const fakeEngine = (jobs: Partial<Engine>): Engine => ({
  ...jobCalls((name) => Promise.reject(new Error(`${name} is not part of this`))),
  hearRecording: () => Promise.reject(new Error('hearRecording is not part of this')),
  openDecoder: () => {
    throw new Error('openDecoder is not part of this');
  },
  warm: () => Promise.resolve(),
  close: () => Promise.resolve(),
  ...jobs,
});
