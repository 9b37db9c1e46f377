import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePcm, readRecording, SHORT_TRANSCRIPT, speechSample, wrapWav } from '../material/speech.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { heard, ORDER, recordingsClient, type RecordingsClient } from './recordings-client.ts';

let server: TestServer;
let client: RecordingsClient;

beforeAll(async () => {
  server = await startLethe();
  client = recordingsClient(server.target);
});
afterAll(() => server[Symbol.asyncDispose]());

const hear = async (audio: Uint8Array, more: Partial<typeof ORDER> = {}) => {
  const Data = Buffer.from(audio).toString('base64');
  const { Data: task } = await client.CreateRecTask({ ...ORDER, ...more, Data });
  return heard(client, task?.TaskId ?? 0, 200);
};

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^a-z ]/g, '');

describe('a real recording', () => {
  it('is heard, with times of its words', async () => {
    const { wav, transcript, seconds } = await speechSample();
    const { Status, Result = '', ResultDetail = [], AudioDuration } = await hear(wav, { ResTextFormat: 2 });
    expect(Status).toBe(2);
    expect(AudioDuration).toBeCloseTo(seconds, 1);
    const text = ResultDetail.map(({ FinalSentence }) => FinalSentence).join(' ');
    expect(letters(text)).toBe(letters(transcript));
    expect(Result.trim().split('\n')).toHaveLength(ResultDetail.length);
    for (const { StartMs = 0, EndMs = 0, Words = [] } of ResultDetail) {
      expect(EndMs).toBeGreaterThan(StartMs);
      const starts = Words.map(({ OffsetStartMs = -1 }) => OffsetStartMs);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }
  });

  it('is told by its own marks, whatever it is called', async () => {
    const { Status, Result = '' } = await hear(await readRecording('short.mp3'));
    expect(Status).toBe(2);
    const text = Result.replaceAll(/\[[^\]]*\]/g, ' ').replaceAll(/\s+/g, ' ');
    expect(letters(text).trim()).toBe(letters(SHORT_TRANSCRIPT));
  });

  it('of a silence says nothing, and of noise that it is none', async () => {
    const silence = encodePcm(new Float32Array(32_000));
    const format = { tag: 1, channels: 1, rate: 16_000, bits: 16 };
    expect(await hear(wrapWav(silence, format))).toMatchObject({ Status: 2, Result: '', AudioDuration: 2 });
    const { Status, ErrorMsg } = await hear(
      Buffer.from('no audio at all, only a sentence that somebody wrote'),
    );
    expect(Status).toBe(3);
    expect(ErrorMsg).toMatch(/^InvalidParameterValue\.ErrorInvalidVoice/);
  });
});
