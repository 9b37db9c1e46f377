import { z } from 'zod';
import type { Page } from '../../registry/people/types.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';

const DEFAULT_LIMIT = 10;

/** A part of a list: `Limit` entries from `Offset` on. */
export const paging = {
  Offset: harmless(z.number().int().min(0).optional()),
  Limit: harmless(z.number().int().min(1).optional()),
};

interface Asked {
  readonly Offset?: number | undefined;
  readonly Limit?: number | undefined;
}

/** @throws ApiError when more entries are asked for than the action gives at a time */
export function pageAsked({ Offset = 0, Limit = DEFAULT_LIMIT }: Asked, maxLimit: number): Page {
  if (Limit > maxLimit) throw new ApiError('InvalidParameterValue.LimitExceed', { limit: maxLimit });
  return { offset: Offset, limit: Limit };
}

/** @throws ApiError when the list ends before the page begins; its end itself is an empty page */
export function requirePage({ offset }: Page, total: number): void {
  if (offset > total) throw new ApiError('InvalidParameterValue.OffsetExceed');
}
