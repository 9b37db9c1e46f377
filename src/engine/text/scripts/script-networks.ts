import { openNetwork } from '../network.ts';
import { readAlphabet } from '../recognise.ts';
import type { TextNetworks } from '../text-networks.ts';

/** Scripts that a network of the default one's kind reads. */
export type NetworkScript = 'traditional-chinese' | 'japanese' | 'korean';

/** The same detector and classifier with another script's recogniser: about 100 ms, 60 MB. */
export async function openScriptNetworks(
  networks: TextNetworks,
  script: NetworkScript,
): Promise<TextNetworks> {
  const [recognition, alphabet] = await Promise.all([
    openNetwork(`${script}-recognition`),
    readAlphabet(`${script}-alphabet`),
  ]);
  return { ...networks, recognition, alphabet };
}
