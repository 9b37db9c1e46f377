import { unreadable } from './pcm.ts';

/** One packet of the first logical stream of an Ogg file. */
export interface OggPacket {
  readonly data: Uint8Array;
  /** Of the page that the packet ends on, when it is the last to do so there; in units of the codec. */
  readonly granulePosition: number | undefined;
}

const PAGE_HEADER = 27;
const CONTINUED = 1;
const NO_POSITION = 2 ** 64 - 1;

/** Ogg, RFC 3533. Reads one logical stream; pages of others and damaged beginnings are stepped over. */
export function* readOggPackets(content: Uint8Array): Generator<OggPacket> {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let serial: number | undefined;
  let partial: Uint8Array[] = [];
  for (let at = 0; at + PAGE_HEADER <= content.length;) {
    if (view.getUint32(at, false) !== 0x4f676753 /* OggS */)
      unreadable('an Ogg page does not start where it should');
    const segments = content[at + 26]!;
    const tableEnd = at + PAGE_HEADER + segments;
    const lacing = content.subarray(at + PAGE_HEADER, tableEnd);
    const pageEnd = tableEnd + lacing.reduce((sum, length) => sum + length, 0);
    if (pageEnd > content.length) unreadable('the Ogg file is cut short');
    serial ??= view.getUint32(at + 14, true);
    if (view.getUint32(at + 14, true) === serial) {
      if (!(content[at + 5]! & CONTINUED)) partial = [];
      const lastEnd = lacing.findLastIndex((length) => length < 255);
      const position = Number(view.getBigUint64(at + 6, true));
      let start = tableEnd;
      for (let i = 0, end = tableEnd; i < segments; i++) {
        end += lacing[i]!;
        if (lacing[i] === 255) continue;
        partial.push(content.subarray(start, end));
        const granulePosition = i === lastEnd && position !== NO_POSITION ? position : undefined;
        yield { data: partial.length === 1 ? partial[0]! : Buffer.concat(partial), granulePosition };
        partial = [];
        start = end;
      }
      if (start < pageEnd) partial.push(content.subarray(start, pageEnd));
    }
    at = pageEnd;
  }
}
