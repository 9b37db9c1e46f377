import { EngineError } from './types.ts';

/** 8-bit RGB, row by row from the top. */
interface Bitmap {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const UNCOMPRESSED = 0;
const BIT_FIELDS = 3;

export const isBmp = (bytes: Uint8Array): boolean => bytes[0] === 0x42 && bytes[1] === 0x4d;

/**
 * Decodes an uncompressed Windows bitmap: 1, 4 or 8 bits with a palette, 16, 24 or 32 bits, bottom-up or top-down.
 * Alpha is ignored: most writers leave it at zero. Format: Microsoft, BITMAPINFOHEADER and its successors.
 * @throws EngineError `unreadable-image` or `image-too-large`.
 */
export function decodeBmp(bytes: Uint8Array, maxSide: number): Bitmap {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(view);
  const { width, height, bits, topDown, pixelOffset, compression } = header;
  if (Math.max(width, height) > maxSide)
    throw new EngineError('image-too-large', `the image has a side of more than ${maxSide} pixels`);
  // Rows are padded to 4 bytes.
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (pixelOffset + stride * height > bytes.length) throw unreadable('its pixels are cut off');
  const pixel =
    bits <= 8
      ? palettePixels(view, header)
      : bits === 24
        ? (row: number, x: number) => read24(bytes, row + 3 * x)
        : maskedPixels(view, bits, compression, header.masksAt);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, o = 0; y < height; y++) {
    const row = pixelOffset + stride * (topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++, o += 3) {
      const colour = pixel(row, x);
      data[o] = colour >> 16;
      data[o + 1] = colour >> 8;
      data[o + 2] = colour;
    }
  }
  return { data, width, height };
}

const unreadable = (why: string): EngineError =>
  new EngineError('unreadable-image', `the bitmap cannot be decoded: ${why}`);

type Header = ReturnType<typeof readHeader>;

function readHeader(view: DataView) {
  if (view.byteLength < 54) throw unreadable('its header is cut off');
  const pixelOffset = view.getUint32(10, true);
  const headerSize = view.getUint32(14, true);
  if (headerSize < 40) throw unreadable('its header is of a kind that is not supported');
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  if (width <= 0 || signedHeight === 0) throw unreadable('it has no pixels');
  const fields = compression === BIT_FIELDS && (bits === 16 || bits === 32);
  if (![1, 4, 8, 16, 24, 32].includes(bits) || (compression !== UNCOMPRESSED && !fields))
    throw unreadable('its compression is not supported');
  const topDown = signedHeight < 0;
  const colours = view.getUint32(46, true) || (bits <= 8 ? 2 ** bits : 0);
  const masksAt = 54; // right behind the 40-byte header, or inside a longer one: the same place
  if (fields && view.byteLength < masksAt + 12) throw unreadable('its colour masks are cut off');
  return {
    width,
    height: Math.abs(signedHeight),
    bits,
    compression,
    topDown,
    pixelOffset,
    masksAt,
    colours,
    paletteAt: 14 + headerSize,
  };
}

const read24 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at + 2] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at] as number);

/** An index into the palette that lies beyond it is black. */
function palettePixels(
  view: DataView,
  { bits, colours, paletteAt }: Header,
): (row: number, x: number) => number {
  const palette = new Uint32Array(256);
  for (let i = 0; i < Math.min(colours, 256) && paletteAt + 4 * i + 4 <= view.byteLength; i++)
    palette[i] = view.getUint32(paletteAt + 4 * i, true) & 0xffffff;
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  return (row, x) => {
    const byte = view.getUint8(row + Math.floor(x / perByte));
    return palette[(byte >> (8 - bits - (x % perByte) * bits)) & mask] as number;
  };
}

/** 16 and 32 bits: each colour is a run of bits, scaled to 0..255. */
function maskedPixels(
  view: DataView,
  bits: number,
  compression: number,
  masksAt: number,
): (row: number, x: number) => number {
  const usual = bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  const masks = compression === BIT_FIELDS ? [0, 4, 8].map((i) => view.getUint32(masksAt + i, true)) : usual;
  const channels = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    const max = mask >>> shift;
    return (pixel: number): number => (max === 0 ? 0 : Math.round((((pixel & mask) >>> shift) * 255) / max));
  });
  const [red, green, blue] = channels as [
    (p: number) => number,
    (p: number) => number,
    (p: number) => number,
  ];
  return (row, x) => {
    const pixel = bits === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true);
    return (red(pixel) << 16) | (green(pixel) << 8) | blue(pixel);
  };
}
