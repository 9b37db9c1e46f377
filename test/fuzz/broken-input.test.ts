import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawIdDocument } from '../material/draw-document.ts';
import { facePhotos } from '../material/faces.ts';
import { speechSample, wrapWav } from '../material/speech.ts';
import { codeOf } from '../support/code-of.ts';
import { random } from '../support/random.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';

/** Cut, flipped, overwritten, repeated: what transport and malice do to files. */
function damage(file: Uint8Array, seed: number): Uint8Array {
  const next = random(seed);
  const broken = Uint8Array.from(file);
  const at = (): number => Math.floor(next() * broken.length);
  const kind = seed % 4;
  if (kind === 0) return broken.subarray(0, at());
  if (kind === 1) for (let i = 0; i < 30; i++) broken[at()] = Math.floor(next() * 256);
  if (kind === 2) broken.fill(Math.floor(next() * 256), at());
  if (kind === 3)
    broken.set(broken.subarray(0, Math.floor(broken.length / 3)), Math.floor(broken.length / 2));
  return broken;
}

let server: TestServer;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

describe('broken input', () => {
  it('images to every action that takes one: a documented code, and the server stays up', async () => {
    const [document, { personA }] = await Promise.all([drawIdDocument(), facePhotos()]);
    const files = [document.image, personA[0]];
    const codes = new Set<string>();
    for (let seed = 1; seed <= 24; seed++) {
      const Image = base64(damage(files[seed % 2] ?? document.image, seed));
      codes.add(await codeOf(server.clients.ocr.GeneralBasicOCR({ ImageBase64: Image })));
      codes.add(await codeOf(server.clients.iai.DetectFace({ Image })));
    }
    for (const code of codes)
      expect(code).toMatch(
        /^(no error|FailedOperation\.(Image(DecodeFailed|NoText|ResolutionTooSmall)|EmptyImageError)|InvalidParameterValue\.(NoFaceInPhoto|ImageEmpty)|RequestLimitExceeded)$/,
      );
  });

  it('audio under every format it may claim to be', async () => {
    // Three seconds: where nothing tells that it is broken, all of it is heard.
    const speech = (await speechSample()).wav.subarray(44, 44 + 3 * 16_000 * 2);
    const wav = wrapWav(speech, { tag: 1, channels: 1, rate: 16_000, bits: 16 });
    const codes = new Set<string>();
    let seed = 100;
    for (const VoiceFormat of ['wav', 'pcm', 'ogg-opus', 'speex', 'silk', 'mp3', 'm4a', 'aac', 'amr'])
      for (const file of [
        damage(wav, seed++),
        damage(wav, seed++),
        Buffer.from('RIFF'),
        Buffer.from([0xff, 0xf1]),
      ]) {
        const request = { EngSerViceType: '16k_en', SourceType: 1, VoiceFormat, Data: base64(file) };
        codes.add(await codeOf(server.clients.asr.SentenceRecognition(request)));
      }
    for (const code of codes)
      expect(code).toMatch(
        /^(no error|InvalidParameterValue\.Error(InvalidVoicedata|InvalidVoiceFormat|VoicedataTooLong)|MissingParameter|RequestLimitExceeded)$/,
      );
  });

  it('bodies that are no calls', async () => {
    const url = `http://127.0.0.1:${server.target.port}/`;
    const next = random(7);
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '{"a":',
      '\u0000',
      '{"__proto__":{"x":1}}',
      '['.repeat(50_000),
      '{"a":'.repeat(20_000),
    ]) {
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-tc-action': 'DetectFace',
          authorization: `TC3 ${next()}`,
        },
      });
      const { Response } = (await response.json()) as {
        Response: { Error?: { Code: string }; RequestId: string };
      };
      expect(Response.Error?.Code).toMatch(/^(AuthFailure|InvalidParameter|MissingParameter|InvalidRequest)/);
      expect(Response.RequestId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('leaves the server able to do its work', async () => {
    await pause(1_000);
    const document = await drawIdDocument();
    const { TextDetections } = await server.clients.ocr.GeneralBasicOCR({
      ImageBase64: base64(document.image),
    });
    expect(TextDetections?.length).toBeGreaterThan(3);
    expect((await fetch(`http://127.0.0.1:${server.target.port}/healthz`)).ok).toBe(true);
  });
});
