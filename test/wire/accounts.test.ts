import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../src/registry/accounts.ts';
import { drawIdDocument } from '../material/draw-document.ts';
import { codeOf } from '../support/code-of.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { mainlandClients } from '../support/sdk.ts';

const nothing = { width: 100, height: 100, steps: [] };
/** These tests are about who may call; recognition answers at once. */
const engine = fakeEngine({
  readText: ({ image }) =>
    Promise.resolve({
      ...nothing,
      angle: 0,
      lines: [
        {
          text: `${image.length} bytes`,
          confidence: 1,
          quad: [
            { x: 0, y: 0 },
            { x: 9, y: 0 },
            { x: 9, y: 9 },
            { x: 0, y: 9 },
          ],
        },
      ],
    }),
  findFaces: () => Promise.resolve({ ...nothing, faces: [] }),
  transcribe: () => Promise.resolve({ text: '', audioSeconds: 1, sentences: [], steps: [] }),
});

let server: TestServer;
const clientsOf = ({ secretId, secretKey }: Credential) =>
  mainlandClients({ port: server.target.port, secretId, secretKey });

beforeAll(async () => {
  server = await startLethe({
    engine,
    fetchUrl: { allow: (address) => address === '127.0.0.1' },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

describe('a sub-account', () => {
  it('may call the services it was given, and no other', async () => {
    const { accounts } = server.app;
    const sub = await accounts.createSubAccount(server.appId, { name: 'reader', services: ['ocr'] });
    const { ocr, iai } = clientsOf(sub);
    expect(sub).toMatchObject({ appId: server.appId, services: ['ocr'] });
    expect(await codeOf(ocr.GeneralBasicOCR({ ImageBase64: 'AAAA' }))).toBe('no error');
    expect(await codeOf(iai.DetectFace({ Image: 'AAAA' }))).toBe('AuthFailure.UnauthorizedOperation');
  });

  it('shares its account’s bill, and a second key of it has the same limits', async () => {
    const { accounts, vault } = server.app;
    const sub = await accounts.createSubAccount(server.appId, { services: ['ocr'] });
    const second = await accounts.addKey(server.appId, sub.subUin);
    const billed = async (): Promise<number> =>
      (await vault.usage({ appId: server.appId, fromDay: '2000-01-01', toDay: '2100-01-01' })).reduce(
        (sum, row) => sum + row.calls,
        0,
      );
    const before = await billed();
    await clientsOf(second).ocr.GeneralBasicOCR({ ImageBase64: 'AAAA' });
    expect(await billed()).toBe(before + 1);
    expect(await codeOf(clientsOf(second).iai.DetectFace({ Image: 'AAAA' }))).toBe(
      'AuthFailure.UnauthorizedOperation',
    );
    await expect(accounts.addKey(server.appId, '000')).rejects.toThrow('no such sub-account');
    await expect(accounts.createSubAccount('1250000000')).rejects.toThrow('no account');
  });
});

describe('a disabled key', () => {
  it('stops calling within seconds, while others go on', async () => {
    const { accounts } = server.app;
    const one = await accounts.create({ name: 'one' });
    const other = await accounts.addKey(one.appId, null);
    expect(await codeOf(clientsOf(one).ocr.GeneralBasicOCR({ ImageBase64: 'AAAA' }))).toBe('no error');
    expect(await accounts.disable({ secretId: one.secretId })).toBe(1);
    expect(await codeOf(clientsOf(one).ocr.GeneralBasicOCR({ ImageBase64: 'AAAA' }))).toMatch(/^AuthFailure/);
    expect(await codeOf(clientsOf(other).ocr.GeneralBasicOCR({ ImageBase64: 'AAAA' }))).toBe('no error');
    expect(await accounts.disable({ appId: one.appId })).toBe(1);
    expect((await accounts.list(one.appId)).every((c) => c.disabledAt !== null)).toBe(true);
  });
});

describe('an image by URL', () => {
  it('is fetched as Base64 would be given; a private address is not', async () => {
    const { image } = await drawIdDocument();
    const files = createServer((_, response) => response.end(image)).listen(0, '127.0.0.1');
    await once(files, 'listening');
    const { port } = files.address() as { port: number };
    try {
      const { ocr } = server.clients;
      const { TextDetections } = await ocr.GeneralBasicOCR({ ImageUrl: `http://127.0.0.1:${port}/card.png` });
      expect(TextDetections?.[0]?.DetectedText).toBe(`${image.length} bytes`);
      expect(await codeOf(ocr.GeneralBasicOCR({ ImageUrl: 'http://10.0.0.1/card.png' }))).toBe(
        'FailedOperation.DownLoadError',
      );
    } finally {
      files.close();
    }
  });
});
