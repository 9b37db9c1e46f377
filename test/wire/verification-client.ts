import sharp from 'sharp';
import { hongKongId } from '../material/documents/hong-kong-id.ts';
import { Random } from '../material/random.ts';

/** What the hosted page does, without a browser. */
export function pageClient(url: string) {
  const ask = async (path: string, options: RequestInit = {}) => {
    const response = await fetch(`${url}/${path}`, options);
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, ...body } as Record<string, unknown> & { status: number };
  };
  const post = (path: string, type?: string, body?: Uint8Array) =>
    ask(path, {
      method: 'POST',
      ...(type ? { headers: { 'content-type': type } } : {}),
      ...(body ? { body: new Uint8Array(body) } : {}),
    });
  return {
    state: () => ask('state'),
    consent: () => post('consent'),
    challenge: () => post('challenge'),
    document: (image: Uint8Array, type = 'image/jpeg') => post('document', type, image),
    face: (video: Uint8Array, type = 'video/x-motion-jpeg') => post('face', type, video),
  };
}

/** An identity card of nobody, with the photograph of a face on it. */
export async function cardWith(
  photo: Uint8Array,
): Promise<{ image: Buffer; fields: Record<string, string> }> {
  const { page, fields } = hongKongId.draw(new Random(11));
  const { image } = await page.render({});
  const { width = 0 } = await sharp(image).metadata();
  const scale = width / 1012;
  const portrait = await sharp(photo)
    .resize(Math.round(270 * scale), Math.round(360 * scale), { fit: 'cover' })
    .toBuffer();
  const card = await sharp(image)
    .composite([{ input: portrait, left: Math.round(60 * scale), top: Math.round(150 * scale) }])
    .jpeg({ quality: 92 })
    .toBuffer();
  return { image: card, fields };
}
