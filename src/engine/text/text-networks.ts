import { type Network, openNetwork } from './network.ts';
import { readAlphabet } from './recognise.ts';

/** What reading text takes: where it is, which way up it stands, what it says. */
export interface TextNetworks {
  readonly detection: Network;
  readonly orientation: Network;
  readonly recognition: Network;
  readonly alphabet: readonly string[];
}

/** Loads the networks: about a second, 300 MB. */
export async function openTextNetworks(): Promise<TextNetworks> {
  const [detection, orientation, recognition, alphabet] = await Promise.all([
    openNetwork('text-detection'),
    openNetwork('text-orientation'),
    openNetwork('text-recognition'),
    readAlphabet(),
  ]);
  return { detection, orientation, recognition, alphabet };
}
