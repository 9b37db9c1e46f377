import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests start servers, models and child processes, and may share a small machine: few at once, and patience. */
const PATIENCE_MS = 300_000;

/** What takes longest, the longest first: begun early, none of it runs alone at the end. */
const LONGEST = [
  ...[
    'engine/text/scripts/languages',
    'wire/documents/',
    'crash/',
    'engine/text/reader',
    'fuzz/broken-input',
  ],
  ...[
    'engine/speech/transcriber',
    'wire/general-ocr',
    'engine/table/reader',
    'properties/',
    'engine/face/finder',
  ],
  ...[
    'engine/photo/find-cards',
    'wire/faceid',
    'wire/speech-doors-real',
    'wire/served-actions',
    'records/rotation',
  ],
  ...['cli/', 'wire/', 'records/', 'fuzz/', 'engine/'],
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.findIndex((name) => moduleId.includes(`/test/${name}`));
  return place < 0 ? LONGEST.length : place;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => placeOf(a) - placeOf(b)));
  }
}

/** Tests that hold networks in their own process, which would stay with all that follow in it. */
const withNetworks = ['test/engine/**/*.test.ts'];
/** Tests of the engine that hold none. */
const withoutNetworks = ['test/engine/{documents,invoice,structure,overlay,business-card}/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    teardownTimeout: PATIENCE_MS,
    // Of `expect.poll` where a test does not say it: a second is little on a machine that does much else.
    expect: { poll: { timeout: PATIENCE_MS / 10 } },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'apart', include: withNetworks, exclude: withoutNetworks },
      },
      {
        // Their sources are loaded once in each of the two processes, not once for each file.
        extends: true,
        test: {
          name: 'together',
          include: ['test/!(engine)/**/*.test.ts', 'test/*.test.ts', ...withoutNetworks],
          isolate: false,
        },
      },
    ],
  },
});
