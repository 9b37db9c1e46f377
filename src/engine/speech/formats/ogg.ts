import type { ByteCursor } from './byte-cursor.ts';
import { unreadable } from './unreadable.ts';

/** One packet of the first logical stream of an Ogg file. */
export interface OggPacket {
  readonly data: Uint8Array;
  /** Of the page that the packet ends on, when it is the last to do so there; in units of the codec. */
  readonly granulePosition: number | undefined;
}

const PAGE_HEADER = 27;
const CONTINUED = 1;
/** Pages that one packet may go over: about 8 MB, comments with a picture. */
const MOST_PAGES = 128;
const NO_POSITION = 2 ** 64 - 1;

/** Ogg, RFC 3533. Reads one logical stream; pages of others are stepped over. */
export async function* readOggPackets(cursor: ByteCursor): AsyncGenerator<OggPacket, void, undefined> {
  let serial: number | undefined;
  let partial: Uint8Array[] = [];
  for (;;) {
    const header = await cursor.take(PAGE_HEADER);
    if (header.length < PAGE_HEADER) return;
    const view = new DataView(header.buffer, header.byteOffset, PAGE_HEADER);
    if (view.getUint32(0, false) !== 0x4f676753 /* OggS */)
      unreadable('an Ogg page does not start where it should');
    const lacing = await cursor.need(header[26]!);
    const page = await cursor.need(lacing.reduce((sum, length) => sum + length, 0));
    serial ??= view.getUint32(14, true);
    if (view.getUint32(14, true) !== serial) continue;
    if (!(header[5]! & CONTINUED)) partial = [];
    const lastEnd = lacing.findLastIndex((length) => length < 255);
    const position = Number(view.getBigUint64(6, true));
    let start = 0;
    for (let i = 0, end = 0; i < lacing.length; i++) {
      end += lacing[i]!;
      if (lacing[i] === 255) continue;
      partial.push(page.subarray(start, end));
      const granulePosition = i === lastEnd && position !== NO_POSITION ? position : undefined;
      yield { data: partial.length === 1 ? partial[0]! : Buffer.concat(partial), granulePosition };
      partial = [];
      start = end;
    }
    if (start < page.length) partial.push(page.subarray(start));
    if (partial.length > MOST_PAGES) unreadable('an Ogg packet does not end');
  }
}
