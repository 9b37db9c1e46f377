import { describe, expect, it } from 'vitest';
import { streamFormat } from '../../src/features/asr/streams/stream-format.ts';
import { readRecording } from '../material/speech.ts';

const nothing = Buffer.alloc(512);
const raw = (rate: number) => ({ format: 'pcm', pcmSampleRate: rate });

describe('what a stream is', () => {
  it.each([
    ['audio/pcm', raw(8000)],
    ['audio/x-pcm;rate=16000', raw(16000)],
    ['Audio/PCM; rate=8000; channels=1', raw(8000)],
    ['audio/pcm;rate=44100', null],
    ['audio/mpeg', { format: 'mp3' }],
    ['audio/aacp', { format: 'aac' }],
    ['video/x-flv', null],
    ['application/vnd.apple.mpegurl', null],
    ['audio/ogg', null],
    ['', null],
  ])('is told by its media type where its bytes do not tell: %s', (type, format) => {
    const told = streamFormat(type, nothing, 8000);
    if (format === null) expect(told).toBeNull();
    else expect(told).toMatchObject(format);
  });

  it.each([
    ['short.mp3', 'mp3'],
    ['short.aac', 'aac'],
    ['short.opus', 'ogg-opus'],
    ['short.amr', null],
    ['short.flac', null],
    ['short.m4a', null],
    ['short.spx', null],
  ])('is told by its first bytes, whatever it is called: %s', async (name, format) => {
    const head = (await readRecording(name)).subarray(0, 512);
    expect(streamFormat('text/html', head, 16000)?.format ?? null).toBe(format);
  });
});
