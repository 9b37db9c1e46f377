import { id3Size } from '../../../engine/speech/formats/mpeg-frames.ts';
import { sniffFrame, sniffMark } from '../../../engine/speech/formats/sniff.ts';
import type { AudioFormat } from '../../../engine/types.ts';
import type { LiveFormat } from '../live/live-sound.ts';

/** So much of a stream's beginning tells what it is. */
export const HEAD_BYTES = 512;

/** Media types, without `x-`, of what has no mark at its beginning: frames are found wherever one tunes in. */
const UNMARKED: Readonly<Record<string, 'mp3' | 'aac' | 'pcm'>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/aac': 'aac',
  'audio/aacp': 'aac',
  'audio/pcm': 'pcm',
  'audio/raw': 'pcm',
};

/** What can be followed while it comes. */
const STREAMED: ReadonlySet<AudioFormat> = new Set(['wav', 'ogg-opus']);

/**
 * What a stream is, by its first bytes where they tell, else by what its server says.
 * @param pcmSampleRate of raw sound whose media type has no `rate`, Hz
 * @returns null for what there is no decoder for: playlists, video containers, other codecs
 */
export function streamFormat(
  contentType: string,
  head: Uint8Array,
  pcmSampleRate: 8000 | 16000,
): LiveFormat | null {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const named = UNMARKED[type.trim().replace('/x-', '/')];
  const marked = sniffMark(head);
  if (marked) return STREAMED.has(marked) ? { format: marked, pcmSampleRate } : null;
  if (named === 'pcm') {
    const rate = parameters.map((each) => /^\s*rate=(\d+)\s*$/.exec(each)?.[1]).find(Boolean);
    if (rate !== undefined && rate !== '8000' && rate !== '16000') return null;
    return { format: 'pcm', pcmSampleRate: rate === '8000' ? 8000 : rate ? 16000 : pcmSampleRate };
  }
  const format = sniffFrame(head) ?? named ?? (id3Size(head) > 0 ? 'mp3' : undefined);
  return format === undefined ? null : { format, pcmSampleRate };
}
