/** What is used of the report that Vitest's JSON reporter writes. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Counts the tests of a run. A file that fails outside of its tests (it cannot be loaded, a hook throws) counts as one
 * failed test, and so does a run that ended badly for a reason that no test shows, or that ran nothing.
 * @param ok whether Vitest ended with exit code 0
 */
export function tally(report: VitestReport, ok: boolean): Tally {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  const unseen = failed === 0 && (!ok || report.numPassedTests === 0) ? 1 : 0;
  return { passed: report.numPassedTests, failed: failed + unseen };
}
