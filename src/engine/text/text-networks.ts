import { once } from '../../lib/once.ts';
import { type Network, openNetwork } from './network.ts';
import { readAlphabet } from './recognise.ts';

/** Scripts that a network of the default one's kind reads. */
export type NetworkScript = 'traditional-chinese' | 'japanese' | 'korean';

/** A network that reads lines. */
export interface Recogniser {
  readonly recognition: Network;
  readonly alphabet: readonly string[];
}

/** What reading text takes: where it is, which way up it stands, what it says. */
export interface TextNetworks extends Recogniser {
  readonly detection: Network;
  readonly orientation: Network;
  /** Knows English letters alone, and those better; loaded when first asked for: about 100 ms, 60 MB. */
  readonly english: () => Promise<Recogniser>;
}

/** Loads the networks: about a second, 300 MB. */
export async function openTextNetworks(): Promise<TextNetworks> {
  const [detection, orientation, recognition, alphabet] = await Promise.all([
    openNetwork('text-detection'),
    openNetwork('text-orientation'),
    openNetwork('text-recognition'),
    readAlphabet(),
  ]);
  return { detection, orientation, recognition, alphabet, english: once(() => openRecogniser('english')) };
}

/** A recogniser of the default one's kind for other letters: about 100 ms, 60 MB. */
export async function openRecogniser(letters: 'english' | NetworkScript): Promise<Recogniser> {
  const [recognition, alphabet] = await Promise.all([
    openNetwork(`${letters}-recognition`),
    readAlphabet(`${letters}-alphabet`),
  ]);
  return { recognition, alphabet };
}
