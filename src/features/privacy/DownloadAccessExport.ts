import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { requestErrors } from './request-errors.ts';
import { dryRun, step, subjectRequestId, toStep } from './request-schema.ts';

/** Larger exports are written by `lethe requests export`. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Everything that is held on the subject of an access request, as a zip sealed with a passphrase that is told this once.
 * The request is done then, and keeps nothing of whom it was about. */
export const DownloadAccessExport = action({
  name: 'DownloadAccessExport',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    ...subjectRequestId,
    /** At least 12 characters; absent: one is made. */
    Passphrase: carries('base.subject-request', z.string().max(256).optional()),
    ...dryRun,
  }),
  output: z.object({
    DryRun: harmless(z.boolean()),
    Plan: z.array(step),
    /** Base64; null on a dry run. */
    Zip: carries('base.subject-request', z.string().nullable()),
    SizeBytes: harmless(z.int()),
    Passphrase: carries('base.subject-request', z.string().nullable()),
  }),
  async run({ SubjectRequestId, Passphrase, DryRun = false }, { appId, requests }) {
    const request = await requestErrors(requests.get(appId, SubjectRequestId));
    const Plan = (await requests.plan(request)).map(toStep);
    if (DryRun) return { DryRun, Plan, Zip: null, SizeBytes: 0, Passphrase: null };
    const download = requests.download(appId, SubjectRequestId, Passphrase, async ({ zip }) => {
      if (zip.length > MAX_BYTES) throw new ApiError('LimitExceeded', { limit: MAX_BYTES });
    });
    const { zip, passphrase } = await requestErrors(download);
    const Zip = Buffer.from(zip).toString('base64');
    return { DryRun, Plan, Zip, SizeBytes: zip.length, Passphrase: passphrase };
  },
});
