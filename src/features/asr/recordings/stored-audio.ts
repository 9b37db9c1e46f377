import type { AudioSource } from '../../../engine/speech/types.ts';
import type { Attachment, Attachments } from '../../../tasks/types.ts';

/** Of one record: what has to be in memory to read any byte of it. */
const PIECE_BYTES = 4 * 1024 * 1024;

const GROUP = 'audio';
const WHOLE = 'whole';

const piece = (index: number, content: Uint8Array): Attachment => ({
  ...{ name: `piece ${index}`, group: GROUP, content },
});

/** Says that all pieces are there. */
const whole = (sizeBytes: number): Attachment => ({
  ...{ name: WHOLE, group: GROUP, content: Buffer.from(JSON.stringify({ sizeBytes })) },
});

/** Audio that is there already, as it is put with a new task. */
export const attachedAudio = (audio: Uint8Array): readonly Attachment[] => [
  ...Array.from({ length: Math.ceil(audio.length / PIECE_BYTES) }, (_, index) =>
    piece(index, audio.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES)),
  ),
  whole(audio.length),
];

/** Keeps audio that comes bit by bit. */
export class AudioWriter {
  readonly #attachments: Attachments;
  readonly #open = Buffer.alloc(PIECE_BYTES);
  #openBytes = 0;
  #pieces = 0;

  constructor(attachments: Attachments) {
    this.#attachments = attachments;
  }

  /** Also removes what an attempt left that was interrupted. */
  begin(): Promise<void> {
    return this.#attachments.removeGroup(GROUP);
  }

  async add(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      const taken = chunk.subarray(at, at + PIECE_BYTES - this.#openBytes);
      this.#open.set(taken, this.#openBytes);
      this.#openBytes += taken.length;
      at += taken.length;
      if (this.#openBytes === PIECE_BYTES) await this.#put();
    }
  }

  /** Only what has an end is read. */
  async end(): Promise<void> {
    const sizeBytes = this.#pieces * PIECE_BYTES + this.#openBytes;
    if (this.#openBytes > 0) await this.#put();
    await this.#attachments.put(whole(sizeBytes));
  }

  async #put(): Promise<void> {
    await this.#attachments.put(piece(this.#pieces, this.#open.subarray(0, this.#openBytes)));
    this.#pieces++;
    this.#openBytes = 0;
  }
}

/** The audio of a task went while it was read: it was erased, or its time is over. */
export class AudioGone extends Error {}

/** Null: it is not there, or not all of it. */
export const storedAudio = async (attachments: Attachments): Promise<AudioSource | null> => {
  const marker = await attachments.get(WHOLE);
  if (!marker) return null;
  const { sizeBytes } = JSON.parse(Buffer.from(marker).toString()) as { sizeBytes: number };
  let held: { index: number; content: Promise<Uint8Array> } | null = null;
  const pieceAt = (index: number): Promise<Uint8Array> => {
    if (held?.index !== index) held = { index, content: contentOf(attachments, index) };
    return held.content;
  };
  return {
    size: sizeBytes,
    async read(from, length) {
      const end = Math.min(from + length, sizeBytes);
      const bytes = Buffer.alloc(Math.max(0, end - from));
      for (let at = from; at < end;) {
        const index = Math.floor(at / PIECE_BYTES);
        const start = index * PIECE_BYTES;
        const part = (await pieceAt(index)).subarray(at - start, end - start);
        bytes.set(part, at - from);
        at += part.length;
      }
      return bytes;
    },
  };
};

const contentOf = async (attachments: Attachments, index: number): Promise<Uint8Array> => {
  const content = await attachments.get(`piece ${index}`);
  if (!content || content.length === 0) throw new AudioGone('audio is gone');
  return content;
};
