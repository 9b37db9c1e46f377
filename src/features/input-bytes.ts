import { decodeBase64 } from '../lib/bytes.ts';
import { ApiError } from './errors.ts';
import type { ActionContext } from './action.ts';

/** What an action answers when its input bytes cannot be had; codes differ from service to service. */
export interface InputCodes {
  /** Neither data nor URL given, or empty. */
  readonly empty: string;
  /** Not Base64. */
  readonly malformed: string;
  readonly tooLarge: string;
  /** The URL could not be fetched in time, or is not a public address. */
  readonly download: string;
}

const DATA_URL = /^data:[\w/+.-]*;base64,/;

/** @throws ApiError when the text is too long to decode, or not Base64. */
function decode(encoded: string, maxEncodedBytes: number, codes: InputCodes): Uint8Array {
  if (encoded.length > maxEncodedBytes) throw new ApiError(codes.tooLarge, { limit: maxEncodedBytes });
  try {
    return decodeBase64(encoded.replace(DATA_URL, '').replace(/[\r\n]/g, ''), maxEncodedBytes);
  } catch {
    throw new ApiError(codes.malformed);
  }
}

/**
 * The bytes that a call is about: fetched from its URL if it has one, else decoded from its Base64 text.
 * `maxEncodedBytes` bounds the Base64 form; a fetched file may be as large as what it encodes.
 * @throws ApiError with one of `codes`.
 */
export async function inputBytes(
  source: { readonly base64?: string | undefined; readonly url?: string | undefined },
  maxEncodedBytes: number,
  codes: InputCodes,
  context: ActionContext,
): Promise<Uint8Array> {
  const content = source.url
    ? await fetchInput(source.url, Math.floor((maxEncodedBytes / 4) * 3), codes, context)
    : decode(source.base64 ?? '', maxEncodedBytes, codes);
  if (content.length === 0) throw new ApiError(codes.empty);
  context.sawInput(content);
  return content;
}

async function fetchInput(
  url: string,
  maxBytes: number,
  codes: InputCodes,
  context: ActionContext,
): Promise<Uint8Array> {
  const started = performance.now();
  try {
    return await context.fetchUrl(url, { maxBytes });
  } catch (error) {
    if (error instanceof ApiError && error.code.startsWith('RequestSize'))
      throw new ApiError(codes.tooLarge, error.details);
    throw new ApiError(codes.download, error instanceof ApiError ? error.details : {});
  } finally {
    context.addSteps([{ name: 'download', ms: performance.now() - started }]);
  }
}
