import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, devices, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureOf, motionJpeg } from '../material/captures.ts';
import { facePhotos } from '../material/faces.ts';
import { chromiumPath } from '../support/chromium.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';

const path = chromiumPath();
const isCi = process.env['CI'] !== undefined;
if (path === null && !isCi)
  console.warn('NO CHROMIUM: the hosted page is not tested. Install it, or name it in LETHE_TEST_CHROMIUM.');

const PATIENCE_MS = 120_000;

let server: TestServer;
let folder: string;
let browser: Browser;
let compareImage: string;

beforeAll(async () => {
  if (path === null) {
    if (isCi) throw new Error('the hosted page is tested in Chromium, and there is none');
    return;
  }
  const photos = await facePhotos();
  compareImage = photos.personA[1].toString('base64');
  folder = await mkdtemp(join(tmpdir(), 'lethe-camera-'));
  const camera = join(folder, 'camera.mjpeg');
  await writeFile(camera, motionJpeg(await captureOf(photos.personA[0], { frames: 30 })));
  [server, browser] = await Promise.all([
    startLethe(),
    chromium.launch({
      executablePath: path,
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${camera}`,
      ],
    }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true });
});

const call = (action: string, parameters: Record<string, unknown>) =>
  intlCall(server.target, 'faceid', action)(parameters);

/** A page on a phone, and whatever it asked of anybody else or complained of. */
async function openPage(url: string): Promise<{ page: Page; strange: string[] }> {
  const context = await browser.newContext({ ...devices['Pixel 7'] });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const strange: string[] = [];
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin !== new URL(url).origin && !request.url().startsWith('blob:')) strange.push(request.url());
  });
  page.on('pageerror', (error) => strange.push(error.message));
  page.on('console', (message) => message.type() === 'error' && strange.push(message.text()));
  await page.goto(url);
  return { page, strange };
}

describe.skipIf(path === null && !isCi)('the hosted page, on a phone', () => {
  it('leads a person through a verification', async () => {
    const { BizToken, VerificationURL } = await call('ApplyWebVerificationBizTokenIntl', {
      CompareImageBase64: compareImage,
      Config: { CheckMode: 2, SecurityLevel: 1, ThemeColor: '#117733' },
    });
    const { page, strange } = await openPage(String(VerificationURL));
    const go = page.locator('#go');
    await go.click();
    await page.locator('#agreement').waitFor();
    expect(await go.isDisabled()).toBe(true);
    const notice = await page.request.get(new URL(`${String(VerificationURL)}/notice`).href);
    expect(await notice.text()).toContain('2 hours');
    await page.locator('#agreed').check();
    await go.click();
    await page.locator('#stage.face').waitFor();
    await go.click();
    await page.locator('#main[data-result]').waitFor();
    expect(await page.locator('#main').getAttribute('data-result')).toBe('passed');
    expect(strange).toEqual([]);
    expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(
      0,
    );
    const result = await call('GetWebVerificationResultIntl', { BizToken });
    expect(result).toMatchObject({ ErrorCode: 0 });
  });

  it('speaks Chinese, and says when a link has ended', async () => {
    const { VerificationURL } = await call('ApplyWebVerificationBizTokenIntl', {
      Config: { CheckMode: 3, SecurityLevel: 1, Language: 'zh-cn', AutoSkipStartPage: true },
    });
    const { page } = await openPage(String(VerificationURL));
    await page.locator('#agreement').waitFor();
    expect(await page.locator('#title').textContent()).toBe('开始之前');
    const { page: gone } = await openPage(String(VerificationURL).replace(/.$/, 'X'));
    await gone.locator('#problem').waitFor();
    expect(await gone.locator('#problem').textContent()).toContain('not valid');
  });
});
