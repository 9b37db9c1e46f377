import sharp from 'sharp';

/** A PDF document with one picture to a page, each filling a page of its size at 150 dots per inch. */
export async function pdfOf(images: readonly Uint8Array[]): Promise<Buffer> {
  const objects: Buffer[] = [];
  const add = (content: string | Buffer): number => objects.push(Buffer.from(content));
  const stream = (dictionary: string, data: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
      data,
      Buffer.from('\nendstream'),
    ]);
  const catalogue = add('<< /Type /Catalog /Pages 2 0 R >>');
  const tree = add('');
  const pages: number[] = [];
  for (const image of images) {
    const { data, info } = await sharp(image).jpeg({ quality: 95 }).toBuffer({ resolveWithObject: true });
    const [width, height] = [(info.width * 72) / 150, (info.height * 72) / 150];
    const size = `/Width ${info.width} /Height ${info.height} /BitsPerComponent 8`;
    const picture = add(
      stream(`/Type /XObject /Subtype /Image ${size} /ColorSpace /DeviceRGB /Filter /DCTDecode`, data),
    );
    const content = add(stream('', Buffer.from(`${width} 0 0 ${height} 0 0 cm /I Do`)));
    const resources = `/Resources << /XObject << /I ${picture} 0 R >> >>`;
    const box = `/MediaBox [0 0 ${width} ${height}]`;
    pages.push(add(`<< /Type /Page /Parent ${tree} 0 R ${box} ${resources} /Contents ${content} 0 R >>`));
  }
  const kids = pages.map((page) => `${page} 0 R`).join(' ');
  objects[tree - 1] = Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const write = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, i) => {
    offsets.push(length);
    write(Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]));
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = length;
  write(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`));
  write(Buffer.from(`trailer\n<< /Size ${objects.length + 1} /Root ${catalogue} 0 R >>\n`));
  write(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}
