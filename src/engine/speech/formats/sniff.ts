import type { AudioFormat } from '../../types.ts';

const startsWith = (content: Uint8Array, mark: string, at = 0): boolean => {
  for (let i = 0; i < mark.length; i++) if (content[at + i] !== mark.charCodeAt(i)) return false;
  return true;
};

/** An MPEG audio or ADTS frame by its sync word; the layer field tells the two apart. */
export function sniffFrame(content: Uint8Array): AudioFormat | undefined {
  if (content[0] !== 0xff) return undefined;
  const second = content[1] ?? 0;
  if ((second & 0xf6) === 0xf0) return 'aac';
  return (second & 0xe6) === 0xe2 ? 'mp3' : undefined;
}

/** The format whose mark the file begins with; undefined where there is none. */
export function sniffMark(content: Uint8Array): AudioFormat | undefined {
  if ((startsWith(content, 'RIFF') || startsWith(content, 'RF64')) && startsWith(content, 'WAVE', 8))
    return 'wav';
  if (startsWith(content, 'fLaC')) return 'flac';
  if (startsWith(content, 'OggS')) {
    // The first packet of the first page follows the 27-byte header and its segment table.
    const packet = 27 + (content[26] ?? 0);
    if (startsWith(content, 'OpusHead', packet)) return 'ogg-opus';
    if (startsWith(content, 'Speex   ', packet)) return 'speex';
    return undefined;
  }
  if (startsWith(content, 'opus')) return 'opus-frames';
  if (startsWith(content, '#!AMR')) return 'amr';
  // Messaging programs put a byte 2 before the mark.
  if (startsWith(content, '#!SILK_V3') || startsWith(content, '#!SILK_V3', 1)) return 'silk';
  if (startsWith(content, 'ftyp', 4)) return 'm4a';
  return undefined;
}
