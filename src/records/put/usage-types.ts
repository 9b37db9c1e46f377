/** What was used by one call, added to the account's Transactions in the same commit as its records. */
export interface Usage {
  readonly appId: string;
  /** UTC day, `YYYY-MM-DD`. */
  readonly day: string;
  /** Item of the price list. */
  readonly item: string;
  /** Calls, or seconds of audio. */
  readonly volume: number;
  /** ISO 3166-1 alpha-2 code of the account's jurisdiction, whose floors on payments bind. */
  readonly jurisdiction?: string;
}
