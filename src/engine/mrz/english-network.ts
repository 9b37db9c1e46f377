import { readModel } from '../models.ts';
import { openNetwork } from '../text/network.ts';
import { scoreLine } from '../text/recognise.ts';
import type { LineScorer } from './read-zone.ts';

/** Loads the network for English letters, which tells O from 0 in OCR-B where the page's own takes one for the other. */
export async function openLineScorer(): Promise<LineScorer> {
  const [network, file] = await Promise.all([
    openNetwork('english-recognition'),
    readModel('english-alphabet'),
  ]);
  const characters = new TextDecoder().decode(file).split(/\r?\n/);
  if (characters.at(-1) === '') characters.pop();
  const alphabet = ['', ...characters, ' '];
  return (line) => scoreLine(network, alphabet, line);
}
