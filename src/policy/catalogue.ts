import { asr } from './modules/asr.ts';
import { base } from './modules/base.ts';
import { ekyc } from './modules/ekyc.ts';
import { face } from './modules/face.ts';
import { ocr } from './modules/ocr.ts';
import type { Category, Feature, PolicyModule, RecordOfFields } from './types.ts';

/** Every policy module by feature. */
export const modules = { base, ocr, ekyc, asr, face } as const satisfies Record<Feature, PolicyModule>;

/** Every category of every module, by its id. */
export const categories = {
  ...base.categories,
  ...ocr.categories,
  ...ekyc.categories,
  ...asr.categories,
  ...face.categories,
} as const;

export type CategoryId = keyof typeof categories;

/** The categories that may be stored at all: a promise of "not stored" leaves nothing to put. */
export type StorableCategoryId = {
  [C in CategoryId]: (typeof categories)[C]['medium'] extends 'none' ? never : C;
}[CategoryId];

/** The typed shape of one category: exactly the fields that its module names. */
export type RecordOf<C extends CategoryId> = RecordOfFields<(typeof categories)[C]['fields']>;

export const categoryIds = Object.keys(categories) as CategoryId[];

export const isCategoryId = (id: string): id is CategoryId => Object.hasOwn(categories, id);

export const category = (id: CategoryId): Category => categories[id];
