/** A key pair and what it may do. The secret key is in memory only while a call is checked. */
export interface Credential {
  readonly secretId: string;
  readonly secretKey: string;
  readonly appId: string;
  readonly uin: string;
  /** The sub-account that the key belongs to, or null for the account itself. */
  readonly subUin: string | null;
  /** Services that the key may call; null: all. */
  readonly services: readonly string[] | null;
  readonly disabled: boolean;
  /** ISO 3166-1 alpha-2 code of where its end users are, unless a call says otherwise; absent: not known. */
  readonly jurisdiction?: string | null;
}

/** Looks a key up by its SecretId; null when there is none. */
export type FindCredential = (secretId: string) => Promise<Credential | null>;
