import type { StoredRecord } from '../../records/types.ts';

/** Whose a record is, and where it was made: what is added to it later is filed there, too. */
export interface Place {
  readonly appId: string;
  readonly region: string;
  readonly jurisdiction?: string;
}

export const placeOf = ({ appId, region, jurisdiction }: StoredRecord): Place => ({
  appId,
  region,
  ...(jurisdiction === undefined ? {} : { jurisdiction }),
});
