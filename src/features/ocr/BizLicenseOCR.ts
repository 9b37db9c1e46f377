import { z } from 'zod';
import { carries, harmless } from '../personal-data.ts';
import { documentAction, flag, printed } from './document-action.ts';
import { businessLicence } from './templates/business-licence.ts';

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);

const COPY = { code: -9102, message: 'WARN_COPY_CARD' } as const;

/** A period of which only the end is printed begins on the day of foundation. */
const completed = (period: string, founded: string | undefined): string =>
  founded !== undefined && !period.includes('至') && /^(?:长期|.*日)$/.test(period)
    ? `${founded}至${period}`
    : period;

/** Reads a business licence of the mainland; the credit code is checked by its last character. */
export const BizLicenseOCR = documentAction({
  name: 'BizLicenseOCR',
  priceItem: 'ocr.structure',
  rateLimit: 10,
  templates: [businessLicence],
  notFound: 'FailedOperation.NoBizLicense',
  fields: {
    RegNum: 'number',
    Name: 'name',
    Capital: 'capital',
    Person: 'person',
    Address: 'address',
    Business: 'business',
    Type: 'type',
    ComposingForm: 'form',
    SetDate: 'setDate',
    RegistrationDate: 'registered',
    SerialNumber: 'serial',
  },
  input: {
    EnableCopyWarn: flag(),
    EnablePeriodComplete: flag(),
    EnableBusinessCertificate: flag(),
  },
  unsupported: ['EnableBusinessCertificate'],
  output: {
    Period: printed(),
    Title: printed(),
    /** 1: a duplicate; -1: none. */
    IsDuplication: read(z.number().int()),
    Angle: harmless(z.number()),
    RecognizeWarnCode: harmless(z.array(z.number().int())).exactOptional(),
    RecognizeWarnMsg: harmless(z.array(z.string())).exactOptional(),
  },
  options: ({ EnableCopyWarn }) => ({ copyCheck: EnableCopyWarn === true }),
  more({ fields, seen, angle, greyCopy }, { EnableCopyWarn, EnablePeriodComplete }) {
    const period = fields['period']?.text;
    return {
      ...(period === undefined
        ? {}
        : { Period: EnablePeriodComplete === false ? period : completed(period, fields['setDate']?.text) }),
      ...(seen.includes('title') ? { Title: '营业执照' } : {}),
      IsDuplication: seen.includes('copy') ? 1 : -1,
      Angle: angle,
      ...(EnableCopyWarn
        ? {
            RecognizeWarnCode: greyCopy ? [COPY.code] : [],
            RecognizeWarnMsg: greyCopy ? [COPY.message] : [],
          }
        : {}),
    };
  },
});
