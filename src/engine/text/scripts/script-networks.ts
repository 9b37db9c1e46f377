import { openNetwork } from '../network.ts';
import { readAlphabet } from '../recognise.ts';
import type { Recogniser } from '../text-networks.ts';

/** Scripts that a network of the default one's kind reads. */
export type NetworkScript = 'traditional-chinese' | 'japanese' | 'korean';

/** Another script's recogniser: about 100 ms, 60 MB. */
export async function openScript(script: NetworkScript): Promise<Recogniser> {
  const [recognition, alphabet] = await Promise.all([
    openNetwork(`${script}-recognition`),
    readAlphabet(`${script}-alphabet`),
  ]);
  return { recognition, alphabet };
}
