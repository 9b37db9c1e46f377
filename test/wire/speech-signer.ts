import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

export interface SpeechCredential {
  readonly appId: string;
  readonly secretId: string;
  readonly secretKey: string;
}

type Query = Readonly<Record<string, string | number>>;

const sorted = (query: Query): [name: string, value: string][] =>
  Object.entries(query)
    .map(([name, value]): [string, string] => [name, String(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));

const joined = (pairs: readonly [string, string][], escape: (text: string) => string): string =>
  pairs.map(([name, value]) => `${name}=${escape(value)}`).join('&');

const sign = (secretKey: string, text: string): string =>
  createHmac('sha1', secretKey).update(text).digest('base64');

const now = (): number => Math.floor(Date.now() / 1000);

/** The address of a real-time connection, signed as the documentation says. */
export function realTimeUrl(
  endpoint: string,
  { appId, secretId, secretKey }: SpeechCredential,
  asked: Query = {},
  signedHost = 'asr.cloud.tencent.com',
): string {
  const query: Query = {
    secretid: secretId,
    timestamp: now(),
    expired: now() + 3600,
    nonce: 1234567,
    engine_model_type: '16k_en',
    voice_id: 'stream-1',
    voice_format: 1,
    needvad: 1,
    ...asked,
  };
  const path = `/asr/v2/${appId}`;
  const signature = sign(secretKey, `${signedHost}${path}?${joined(sorted(query), (text) => text)}`);
  const sent = joined(sorted(query), encodeURIComponent);
  return `ws://${endpoint}${path}?${sent}&signature=${encodeURIComponent(signature)}`;
}

/** Address and header of a flash call. */
export function flashRequest(
  endpoint: string,
  { appId, secretId, secretKey }: SpeechCredential,
  asked: Query = {},
  signedHost = 'asr.cloud.tencent.com',
): { readonly url: string; readonly authorization: string } {
  const query: Query = {
    secretid: secretId,
    timestamp: now(),
    engine_type: '16k_en',
    voice_format: 'wav',
    ...asked,
  };
  const path = `/asr/flash/v1/${appId}`;
  return {
    url: `http://${endpoint}${path}?${joined(sorted(query), encodeURIComponent)}`,
    authorization: sign(secretKey, `POST${signedHost}${path}?${joined(sorted(query), (text) => text)}`),
  };
}

export interface Slice {
  readonly slice_type: number;
  readonly index: number;
  readonly start_time: number;
  readonly end_time: number;
  readonly voice_text_str: string;
  readonly word_size: number;
  readonly word_list: readonly { word: string; start_time: number; end_time: number; stable_flag: number }[];
}

export interface Message {
  readonly code: number;
  readonly message: string;
  readonly voice_id: string;
  readonly message_id?: string;
  readonly final?: number;
  readonly result?: Slice;
}

/** A client of the real-time endpoint. */
export class SpeechClient {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  readonly closed: Promise<number>;

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as Message));
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
  }

  /** Waits until the handshake is answered. */
  async opened(): Promise<Message> {
    return this.until((messages) => messages[0]);
  }

  /** Waits for something among the messages. */
  async until<T>(find: (messages: readonly Message[]) => T | undefined): Promise<T> {
    for (let tries = 0; tries < 6000; tries++) {
      const found = find(this.messages);
      if (found !== undefined) return found;
      await delay(10);
    }
    throw new Error(`no such message among ${JSON.stringify(this.messages)}`);
  }

  /** Sends sound in packets. */
  async speak(sound: Uint8Array, packetBytes = 1280, pauseMs = 0): Promise<void> {
    for (let at = 0; at < sound.length; at += packetBytes) {
      this.socket.send(sound.subarray(at, at + packetBytes));
      if (pauseMs > 0) await delay(pauseMs);
    }
    while (this.socket.bufferedAmount > 0 && this.socket.readyState === WebSocket.OPEN) await delay(5);
  }

  end(): void {
    this.socket.send(JSON.stringify({ type: 'end' }));
  }

  /** Waits for the end. @returns the last message */
  async last(): Promise<Message> {
    await this.closed;
    const last = this.messages.at(-1);
    if (!last) throw new Error('no message came');
    return last;
  }

  async drop(): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    this.socket.terminate();
    await this.closed;
  }
}
