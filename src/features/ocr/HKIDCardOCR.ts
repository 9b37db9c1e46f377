import { z } from 'zod';
import { harmless } from '../personal-data.ts';
import { documentAction, flag, printed } from './document-action.ts';
import { hongKongId } from './templates/hong-kong-id.ts';

/** Reads an identity card of Hong Kong. Whether it is genuine cannot be told from a picture: `DetectFake` is refused. */
export const HKIDCardOCR = documentAction({
  name: 'HKIDCardOCR',
  templates: [hongKongId],
  notFound: 'FailedOperation.NoHKIDCard',
  input: { DetectFake: flag() },
  unsupported: ['DetectFake'],
  fields: {
    CnName: 'chineseName',
    EnName: 'englishName',
    TelexCode: 'telexCode',
    Sex: 'sex',
    Birthday: 'birth',
    IdNum: 'number',
    Symbol: 'symbols',
    FirstIssueDate: 'firstIssue',
    CurrentIssueDate: 'issue',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'HeadImage', form: printed() },
  output: {
    /** As the card's title says: 1 a permanent resident's, 0 another's; -1: the title was not found. */
    Permanent: harmless(z.number().int()),
    /** What the API says it gives: nothing. */
    WarningCode: harmless(z.array(z.number())),
  },
  more: ({ seen }) => ({
    Permanent: seen.includes('permanent') ? 1 : seen.includes('ordinary') ? 0 : -1,
    WarningCode: [],
  }),
});
