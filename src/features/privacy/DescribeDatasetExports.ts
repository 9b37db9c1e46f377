import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { consentId, datasetExport, pageOf, paging, PRIVACY_VERSION, toExport } from './consent-schema.ts';

/** Lists the data sets that were handed out, newest first; with a consent, those that contain what it covered. */
export const DescribeDatasetExports = action({
  name: 'DescribeDatasetExports',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    ConsentId: consentId.optional(),
    ExportId: harmless(z.uuid().optional()),
    ...paging,
  }),
  output: z.object({ TotalCount: harmless(z.int()), Exports: z.array(datasetExport) }),
  async run({ ConsentId, ExportId, ...page }, { appId, consents }) {
    const found = await consents.datasets.exports({
      appId,
      ...(ConsentId === undefined ? {} : { consentId: ConsentId }),
      ...(ExportId === undefined ? {} : { exportId: ExportId }),
    });
    return { TotalCount: found.length, Exports: pageOf(found, page).map(toExport) };
  },
});
