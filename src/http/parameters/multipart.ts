import { ApiError } from '../../features/errors.ts';

const CRLF = Buffer.from('\r\n');
const END_OF_HEADERS = Buffer.from('\r\n\r\n');
const MAX_PARTS = 1_000;

const malformed = (): ApiError => new ApiError('InvalidRequest');

/** Boundary of a `multipart/form-data` content type, or null. */
export function boundaryOf(contentType: string): string | null {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType,
  );
  return match?.[1] ?? match?.[2] ?? null;
}

/** One part of a multipart body. */
export interface Part {
  readonly name: string;
  /** Its part is a file: the name it had, which may be empty; null: it is a field. */
  readonly fileName: string | null;
  /** Whether it says `application/octet-stream`. */
  readonly isBinary: boolean;
  /** Of the body's own memory. */
  readonly content: Buffer;
}

/**
 * Parts of a multipart body by name (RFC 7578): bytes for parts that say `application/octet-stream`, text for others.
 * @throws ApiError `InvalidRequest` when the body is not what its boundary announces.
 */
export function multipartParameters(
  body: Buffer,
  boundary: string,
): ReadonlyMap<string, string | Uint8Array> {
  const parts = new Map<string, string | Uint8Array>();
  for (const { name, isBinary, content } of multipartParts(body, boundary)) {
    if (parts.has(name)) throw malformed();
    parts.set(name, isBinary ? content : content.toString('utf8'));
  }
  return parts;
}

/**
 * Parts of a multipart body in order (RFC 7578); names may come more than once.
 * @throws ApiError `InvalidRequest` when the body is not what its boundary announces.
 */
export function multipartParts(body: Buffer, boundary: string): readonly Part[] {
  const parts: Part[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const opening = delimiter.subarray(CRLF.length);
  if (!body.subarray(0, opening.length).equals(opening)) throw malformed();
  let at = opening.length;
  while (!body.subarray(at, at + 2).equals(Buffer.from('--'))) {
    if (parts.length >= MAX_PARTS || !body.subarray(at, at + 2).equals(CRLF)) throw malformed();
    const end = body.indexOf(delimiter, at + 2);
    if (end < 0) throw malformed();
    parts.push(parsePart(body.subarray(at + 2, end)));
    at = end + delimiter.length;
  }
  return parts;
}

function parsePart(part: Buffer): Part {
  const end = part.indexOf(END_OF_HEADERS);
  if (end < 0 || end > 4096) throw malformed();
  const headers = part.subarray(0, end).toString('utf8');
  const disposition = /^content-disposition:\s*form-data\b[^\r\n]*/im.exec(headers)?.[0] ?? '';
  const name = /;\s*name="([^"\r\n]*)"/i.exec(disposition)?.[1];
  if (name === undefined) throw malformed();
  return {
    name,
    fileName: /;\s*filename="([^"\r\n]*)"/i.exec(disposition)?.[1] ?? null,
    isBinary: /^content-type:\s*application\/octet-stream\b/im.test(headers),
    content: part.subarray(end + END_OF_HEADERS.length),
  };
}
