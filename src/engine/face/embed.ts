import { ALIGNED_SIZE } from './align.ts';
import type { Patch } from './resample.ts';
import { type Network, output } from './session.ts';
import { planes } from './tensor.ts';

export const EMBEDDING_LENGTH = 512;

/**
 * Below this length of the network's raw output the crop is taken for no human face. The network answers animals,
 * statues and textures, at which the detector often fires, with shorter vectors than faces.
 */
export const FACE_NORM = 2.7;

export interface Embedding {
  /** 512 values, L2-normalised; compare by dot product. */
  readonly vector: Float32Array;
  /** Euclidean length before normalisation: how sure the network is that it sees a face. */
  readonly norm: number;
}

/** Embeds an aligned 112x112 crop. The network expects BGR, (v - 127) / 128. */
export async function embedFace(network: Network, aligned: Patch): Promise<Embedding> {
  const tensor = planes(aligned, 127, 128, 'bgr');
  const raw = output(await network.run(tensor, [1, 3, ALIGNED_SIZE, ALIGNED_SIZE]), 'output');
  let squares = 0;
  for (const v of raw) squares += v * v;
  const norm = Math.sqrt(squares);
  return { vector: raw.map((v) => v / (norm || 1)), norm };
}
