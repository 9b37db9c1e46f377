import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { pageOf, paging, VOCAB_RATE } from './vocabularies/vocab-schema.ts';
import { keyWordLib, shownLibrary } from './vocabularies/library-schema.ts';

/** Lists the keyword libraries of the account, oldest first, or those of some names; all of them are its own. */
export const GetAsrKeyWordLibList = action({
  name: 'GetAsrKeyWordLibList',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: VOCAB_RATE,
  input: z.object({
    ...paging,
    SpecifyNames: z.array(carries('base.vocabulary', z.string())).optional(),
    OnlySelf: harmless(z.boolean().optional()),
  }),
  output: z.object({
    Data: z.object({ KeyWordLibList: z.array(keyWordLib), TotalCount: harmless(z.number().int()) }),
  }),
  async run({ SpecifyNames, ...page }, { appId, uin, vocabularies }) {
    const isMeant = (name: string): boolean =>
      !SpecifyNames?.length || SpecifyNames.includes(name) || SpecifyNames.includes(uin);
    const all = (await vocabularies.list(appId, 'keyword')).filter(({ name }) => isMeant(name));
    return { Data: { KeyWordLibList: pageOf(all, page).map(shownLibrary), TotalCount: all.length } };
  },
});
