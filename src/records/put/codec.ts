/**
 * A record as bytes: the length of a JSON head (4 bytes, big-endian), the head, and then the contents of the fields
 * that are bytes, one after the other. JSON alone would make an image a third larger.
 */
interface Head {
  readonly json: Readonly<Record<string, unknown>>;
  /** Names and lengths of the fields that follow. */
  readonly bytes: readonly (readonly [name: string, length: number])[];
}

const LENGTH_BYTES = 4;

export const encodeRecord = (record: Readonly<Record<string, unknown>>): Uint8Array => {
  const fields = Object.entries(record);
  const binary = fields.filter((entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array);
  const json = Object.fromEntries(fields.filter(([, value]) => !(value instanceof Uint8Array)));
  const head: Head = { json, bytes: binary.map(([name, content]) => [name, content.length]) };
  const headBytes = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(headBytes.length);
  return Buffer.concat([length, headBytes, ...binary.map(([, content]) => content)]);
};

export const decodeRecord = (encoded: Uint8Array): Record<string, unknown> => {
  const buffer = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const headEnd = LENGTH_BYTES + buffer.readUInt32BE();
  const head = JSON.parse(buffer.toString('utf8', LENGTH_BYTES, headEnd)) as Head;
  const record: Record<string, unknown> = { ...head.json };
  let offset = headEnd;
  for (const [name, length] of head.bytes) {
    record[name] = new Uint8Array(buffer.subarray(offset, offset + length));
    offset += length;
  }
  return record;
};

/** Reads one field of bytes of records that are mostly alike: a head that is the same as the last one is not parsed again. */
export const fieldReader = (name: string): ((encoded: Uint8Array) => Uint8Array | null) => {
  let head = Buffer.alloc(0);
  let place: readonly [start: number, end: number] | null = null;
  return (encoded) => {
    const buffer = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
    const isOther = buffer.length < head.length || head.length === 0;
    if (isOther || buffer.compare(head, 0, head.length, 0, head.length) !== 0) {
      head = Buffer.from(buffer.subarray(0, LENGTH_BYTES + buffer.readUInt32BE()));
      place = placeOf(head, name);
    }
    return place && buffer.subarray(...place);
  };
};

const placeOf = (head: Buffer, wanted: string): readonly [number, number] | null => {
  let start = head.length;
  const { bytes } = JSON.parse(head.toString('utf8', LENGTH_BYTES)) as Head;
  for (const [name, length] of bytes) {
    if (name === wanted) return [start, start + length];
    start += length;
  }
  return null;
};
