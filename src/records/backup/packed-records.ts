import { decodeRecord, encodeRecord } from '../put/codec.ts';

/** Records one after the other, each behind its length (4 bytes, big-endian). */
const LENGTH_BYTES = 4;

export const pack = (record: Readonly<Record<string, unknown>>): Uint8Array => {
  const encoded = encodeRecord(record);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(encoded.length);
  return Buffer.concat([length, encoded]);
};

/** @throws RangeError when the last record is cut off */
export async function* unpack(content: AsyncIterable<Uint8Array>): AsyncGenerator<Record<string, unknown>> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let wanted = LENGTH_BYTES;
  for await (const chunk of content) {
    pieces.push(chunk);
    size += chunk.length;
    if (size < wanted) continue;
    const joined = Buffer.concat(pieces);
    let at = 0;
    for (;;) {
      const left = joined.length - at;
      wanted = left < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + joined.readUInt32BE(at);
      if (left < wanted) break;
      yield decodeRecord(joined.subarray(at + LENGTH_BYTES, at + wanted));
      at += wanted;
    }
    pieces = [joined.subarray(at)];
    size = joined.length - at;
  }
  if (size > 0) throw new RangeError('A record is cut off');
}
