import { randomBytes } from 'node:crypto';

/** Bits of a face's number, of the 74 that a version 7 UUID leaves beside the time (RFC 9562, section 5.7). */
const NUMBER_BITS = 60n;
const JOIN_BITS = 14;
/** Eighteen digits at the least, as the ids of faces have. */
const LEAST_NUMBER = 100_000_000_000_000_000n;

/** How often a person may come into a group, in all: every template's id says which time it was. */
export const MOST_JOINS = 2 ** JOIN_BITS - 1;

/** What the id of a record of a face says. */
export interface FaceRecordId {
  readonly faceId: string;
  /** Milliseconds since the epoch: when the face was filed. */
  readonly filedAt: number;
  /** 0: the record that says whose the face is; else the template that was made when its person came into a group. */
  readonly join: number;
}

/** Random: nothing can be learned from it, nor guessed. */
export const newFaceId = (): string => {
  const number = BigInt(`0x${randomBytes(8).toString('hex')}`) >> (64n - NUMBER_BITS);
  return String(number < LEAST_NUMBER ? number + LEAST_NUMBER : number);
};

/** The id of a face's record: a version 7 UUID of the time, the join (14 bits) and the face's number (60 bits). */
export const faceRecordId = ({ faceId, filedAt, join }: FaceRecordId): string => {
  const time = filedAt.toString(16).padStart(12, '0');
  const number = BigInt(faceId).toString(16).padStart(15, '0');
  const low = (join & 0xfff).toString(16).padStart(3, '0');
  const variant = (0x8 | (join >> 12)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${low}-${variant}${number.slice(0, 3)}-${number.slice(3)}`;
};

/** What `faceRecordId` made the id of. */
export const readFaceRecordId = (id: string): FaceRecordId => {
  const hex = id.replaceAll('-', '');
  const variant = Number.parseInt(hex.slice(16, 17), 16) & 0x3;
  return {
    faceId: String(BigInt(`0x${hex.slice(17)}`)),
    filedAt: Number.parseInt(hex.slice(0, 12), 16),
    join: (variant << 12) | Number.parseInt(hex.slice(13, 16), 16),
  };
};

/** The id of the record that says whose the face of a template is. */
export const ownerRecordId = (templateId: string): string =>
  faceRecordId({ ...readFaceRecordId(templateId), join: 0 });
