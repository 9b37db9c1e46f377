import { createEngine } from './engine.ts';
import { verifyModels } from './models.ts';
import { addBrought, readBrought, verifyBrought, type NewBrought } from './speech/brought/folder.ts';
import { BROUGHT_KINDS, type BroughtKind } from './speech/brought/kinds.ts';
import { BroughtModelError, type BroughtModel } from './speech/brought/types.ts';

/** Work on the models of a machine, outside of any call. */
export interface ModelTools {
  readonly kinds: readonly BroughtKind[];
  /** @throws BroughtModelError */
  brought(): readonly BroughtModel[];
  /** Copies, hashes and tries it; nothing is left of one that cannot be loaded. @throws BroughtModelError */
  add(model: NewBrought): Promise<BroughtModel>;
  /** @throws Error that names every packaged file that is missing or not the manifest's */
  verifyPackaged(): Promise<void>;
  /** @throws BroughtModelError */
  verify(model: BroughtModel): Promise<void>;
}

/** @param folder where the models lie that the deployment brought */
export const modelTools = (folder: string): ModelTools => ({
  kinds: BROUGHT_KINDS,
  brought: () => readBrought(folder),
  add: (model) => addBrought(folder, model, tryModel),
  verifyPackaged: () => verifyModels(),
  verify: verifyBrought,
});

/** In a process of its own: a network that is not what it should be may end the whole process. */
async function tryModel(model: BroughtModel): Promise<void> {
  const engine = createEngine({ workers: 1 });
  try {
    await engine.loadBrought({ model });
  } catch {
    throw new BroughtModelError(`model ${model.name} cannot be loaded as ${model.kind}`);
  } finally {
    await engine.close();
  }
}
