import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ocrEngineCodes } from './codes.ts';

/** Field on the wire → field of the template, in both actions that read the card. */
export const chineseIdFields = {
  Name: 'name',
  Sex: 'sex',
  Nation: 'nation',
  Birth: 'birth',
  Address: 'address',
  IdNum: 'number',
  Authority: 'authority',
  ValidDate: 'validity',
} as const;

/** The card alone, upright and seen straight on: JPEG, Base64. */
export async function cutCard(image: Uint8Array, context: ActionContext): Promise<string> {
  const options = { treatment: 'none', crop: true, upright: true, format: 'jpeg' } as const;
  const result = await recognise(ocrEngineCodes, () => context.engine.improveImage({ image, options }));
  context.addSteps(result.steps);
  return Buffer.from(result.image ?? []).toString('base64');
}

const SIDES = { FRONT: 'front', BACK: 'back' } as const;

/** The side that a request asks for; either when it asks for none. */
export const sideAsked = (side: 'FRONT' | 'BACK' | undefined) =>
  side === undefined ? {} : { side: SIDES[side] };
