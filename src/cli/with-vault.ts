import type { Vault } from '../records/types.ts';

/** Opens the vault for the length of one command. */
export type WithVault = <T>(use: (vault: Vault) => Promise<T>) => Promise<T>;
