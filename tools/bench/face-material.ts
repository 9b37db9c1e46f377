import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { readMarked } from '../accuracy/marked-faces.ts';
import { type LfwPair, listImages, readPairs } from '../accuracy/lfw.ts';
import { thin } from '../accuracy/verification.ts';

/** What is shown to every finder of faces. */
export interface FaceMaterial {
  /** Holds what `pairs` and `marked` name. */
  readonly folder: string;
  /** JPEGs of 640x480. */
  readonly scenes: readonly string[];
  readonly pairs: readonly LfwPair[];
  readonly marked: Awaited<ReturnType<typeof readMarked>>;
}

const [WIDTH, HEIGHT] = [640, 480];
const PORTRAITS = 40;

/**
 * Pairs of LFW from all folds, photographs with several faces, and scenes made of both: portraits as large as the scene's
 * height, and as they are, before their own blurred enlargement; photographs cut to the size of a scene.
 * @param evalFolder holds `face/`
 * @param target where scenes are put
 */
export async function prepareFaces(
  evalFolder: string,
  target: string,
  limits: { readonly pairs: number; readonly portraits?: number },
): Promise<FaceMaterial> {
  const folder = join(evalFolder, 'face');
  const marked = await readMarked(folder);
  const portraits = thin(await listImages(folder), limits.portraits ?? PORTRAITS);
  const pictures = [
    ...portraits.map((file, i) => portraitScene(join(folder, file), i % 2 === 0)),
    ...marked.map(({ file }) => sharp(join(folder, file)).resize(WIDTH, HEIGHT, { fit: 'cover' })),
  ];
  const scenes: string[] = [];
  for (const [i, picture] of pictures.entries()) {
    const path = join(target, `scene-${i}.jpg`);
    await writeFile(path, await (await picture).jpeg({ quality: 90 }).toBuffer());
    scenes.push(path);
  }
  return { folder, scenes, marked, pairs: thin(await readPairs(folder), limits.pairs) };
}

async function portraitScene(path: string, isLarge: boolean): Promise<Sharp> {
  const portrait = sharp(path);
  const front = isLarge ? portrait.resize({ height: HEIGHT }) : portrait;
  const back = await sharp(path).resize(WIDTH, HEIGHT, { fit: 'cover' }).blur(20).png().toBuffer();
  return sharp(back).composite([{ input: await front.png().toBuffer() }]);
}
