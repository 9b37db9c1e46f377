import sharp from 'sharp';
import type { Page } from '../page.ts';

/** A picture of a page, laid down with its top left corner there. */
export interface Laid {
  readonly page: Page;
  readonly left: number;
  readonly top: number;
}

/** A white sheet that papers were glued on. PNG. */
export async function gluedSheet(width: number, height: number, papers: readonly Laid[]): Promise<Buffer> {
  const layers = await Promise.all(
    papers.map(async ({ page, left, top }) => ({ input: (await page.render()).image, left, top })),
  );
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite(layers)
    .png()
    .toBuffer();
}
