import type { RawData, WebSocket } from 'ws';
import type { Said, Talk, TalkEnd } from '../../features/asr/live/talk.ts';

export interface TalkLimits {
  /** Bytes that are gathered while nobody asks; beyond them the socket is left unread, and the sender waits. */
  readonly gatheredBytes: number;
  /** Bytes of answers that the caller has not taken yet; beyond them the connection is given up. */
  readonly unsentBytes: number;
  /** The longest time without a message, milliseconds. */
  readonly silenceMs: number;
}

export const TALK_LIMITS: TalkLimits = {
  gatheredBytes: 128 * 1024,
  unsentBytes: 1024 * 1024,
  silenceMs: 6_000,
};

/** What a message costs besides its bytes. */
const FRAME_BYTES = 128;

/** What says that nothing follows. */
const isEnd = (text: string): boolean => {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null && 'type' in message && message.type === 'end';
  } catch {
    return false;
  }
};

/** A WebSocket as somebody who speaks. */
export class SocketTalk implements Talk {
  readonly #socket: WebSocket;
  readonly #limits: TalkLimits;
  readonly #gone = new AbortController();
  #frames: Uint8Array[] = [];
  #bytes = 0;
  #end: TalkEnd | null = null;
  #wake: (() => void) | null = null;
  #silence: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, limits: TalkLimits) {
    this.#socket = socket;
    this.#limits = limits;
    socket.on('message', (data: RawData, isBinary: boolean) => this.#hear(data as Buffer, isBinary));
    // `ws` tells the caller itself what was wrong with a frame; `close` follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#gone.abort();
      this.#over('gone');
    });
    this.#rearm();
  }

  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Bytes that were heard and not asked for yet. */
  get gatheredBytes(): number {
    return this.#bytes;
  }

  async next(): Promise<Said> {
    while (this.#bytes === 0 && this.#end === null)
      await new Promise<void>((resolve) => (this.#wake = resolve));
    const said = { frames: this.#frames, end: this.gone.aborted ? ('gone' as const) : this.#end };
    this.#frames = [];
    this.#bytes = 0;
    if (this.#socket.isPaused) {
      this.#socket.resume();
      this.#rearm();
    }
    return said;
  }

  send(message: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > this.#limits.unsentBytes) return this.#socket.terminate();
    this.#socket.send(JSON.stringify(message));
  }

  /** The server is about to stop: what was said so far is all. */
  closeSoon(): void {
    this.#over('closing');
  }

  #hear(data: Buffer, isBinary: boolean): void {
    if (this.#end !== null) return;
    if (!isBinary) return this.#over(isEnd(data.toString('utf8')) ? 'said' : 'unknown-text');
    this.#rearm();
    if (data.length === 0) return;
    this.#frames.push(data);
    this.#bytes += data.length + FRAME_BYTES;
    if (this.#bytes > this.#limits.gatheredBytes) {
      // Whoever does not read cannot tell how long the other is silent.
      clearTimeout(this.#silence);
      this.#socket.pause();
    }
    this.#awake();
  }

  #over(end: TalkEnd): void {
    clearTimeout(this.#silence);
    this.#end ??= end;
    this.#awake();
  }

  #awake(): void {
    this.#wake?.();
    this.#wake = null;
  }

  #rearm(): void {
    clearTimeout(this.#silence);
    if (this.#end === null)
      this.#silence = setTimeout(() => this.#over('silent'), this.#limits.silenceMs).unref();
  }
}
