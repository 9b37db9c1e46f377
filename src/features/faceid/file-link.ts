import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Verification, VerificationFile } from '../../registry/verifications/verification.ts';
import { MINUTE_MS, SECOND_MS } from '../../lib/clock.ts';
import type { ActionContext } from '../action.ts';
import { shortLived } from './liveness-compare.ts';

/** As documented: links to files hold for ten minutes. */
const LINK_MS = 10 * MINUTE_MS;

/** A file that is fetched by its link. */
export const fileInfo = z.object({
  Url: shortLived(z.string()),
  MD5: shortLived(z.string()),
  Size: shortLived(z.number()),
});

const signatureOf = ({ token, settings }: Verification, file: VerificationFile, expires: number): string =>
  createHmac('sha256', Buffer.from(settings.fileSecret, 'hex'))
    .update(`${token}\n${file}\n${expires}`)
    .digest('hex');

/** A link to a file of a verification; null: there is no such file. */
export async function fileLink(
  verification: Verification,
  file: VerificationFile,
  { appId, clock, publicUrl, verifications }: ActionContext,
): Promise<z.output<typeof fileInfo> | null> {
  const { token } = verification;
  const content = await verifications.file(token, appId, file);
  if (!content) return null;
  const expires = Math.floor((clock.now() + LINK_MS) / SECOND_MS);
  const signature = signatureOf(verification, file, expires);
  return {
    Url: `${publicUrl}/verification/${token}/files/${file}?expires=${expires}&signature=${signature}`,
    // The wire asks for it; it guards against nothing but broken transfers.
    MD5: createHash('md5').update(content).digest('hex'),
    Size: content.length,
  };
}

/** Whether a link was made here, and still holds. @param expires seconds since the epoch */
export function isLinkGood(
  verification: Verification,
  file: VerificationFile,
  { expires, signature }: { readonly expires: number; readonly signature: string },
  now: number,
): boolean {
  if (!Number.isSafeInteger(expires) || expires * SECOND_MS <= now) return false;
  const [given, made] = [signature, signatureOf(verification, file, expires)].map((text) =>
    Buffer.from(text),
  );
  return (
    given !== undefined && made !== undefined && given.length === made.length && timingSafeEqual(given, made)
  );
}
