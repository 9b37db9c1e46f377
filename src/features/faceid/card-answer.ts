import { z } from 'zod';
import type { DocumentProgress } from '../../registry/verifications/verification.ts';
import { cardTypes } from './card-types.ts';
import { shortLived } from './liveness-compare.ts';

/** Fields of a document under the name of its kind. */
export const cardInfo = shortLived(z.record(z.string(), z.record(z.string(), z.string())).exactOptional());

/** The fields that were read, in the part of the answer that has them. */
export function cardAnswer(cardType: string, { fields }: DocumentProgress) {
  const type = cardTypes[cardType];
  return type && fields ? { [type.answer]: { [type.name]: fields } } : {};
}
