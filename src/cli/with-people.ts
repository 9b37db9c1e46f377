import { AccountError, type Accounts } from '../registry/accounts.ts';
import type { People, PeopleOwner } from '../registry/people/types.ts';

/** The groups and people of one account. */
export interface AccountPeople {
  readonly owner: PeopleOwner;
  readonly people: People;
}

/** Opens them for the length of one command; `app` undefined: the only account. */
export type WithPeople = <T>(
  app: string | undefined,
  use: (account: AccountPeople) => Promise<T>,
) => Promise<T>;

/** @throws AccountError when no account has this AppId, or it has to be named */
export async function ownerOf(
  accounts: Pick<Accounts, 'list' | 'jurisdictionOf'>,
  app: string | undefined,
  region: string,
): Promise<PeopleOwner> {
  const keys = await accounts.list(app);
  const [key] = keys;
  if (!key) throw new AccountError(app === undefined ? 'There is no account' : `There is no account ${app}`);
  if (keys.some(({ appId }) => appId !== key.appId))
    throw new AccountError('There are several accounts: say which one by --app');
  return { appId: key.appId, region, jurisdiction: accounts.jurisdictionOf(key) };
}
