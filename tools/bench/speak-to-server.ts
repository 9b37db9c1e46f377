import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { SPEECH_RATE } from '../../src/engine/speech/resample.ts';
import { toPcm } from '../../src/engine/speech/stream/sound-window.ts';
import { realTimeUrl, type Message, type SpeechCredential } from '../../test/wire/speech-signer.ts';

const PACKET_MS = 40;
const PACKET = (PACKET_MS * SPEECH_RATE) / 1000;

/** How one connection went, by the clock on the wall; milliseconds. */
export interface Spoken {
  readonly text: string;
  /** When anything was first shown, from the beginning of the sound; undefined: never. */
  readonly firstMs: number | undefined;
  /** From the last sound of each sentence to its end being told. */
  readonly endMs: readonly number[];
  /** From the last packet and the caller's end to the last message. */
  readonly lastMs: number;
  /** How late the caller itself was with its latest packet: more than a packet, and the machine is too busy to tell anything. */
  readonly callerLateMs: number;
}

/**
 * Speaks to a server as a microphone does: each packet when the last of its sound has been spoken.
 * @param sound mono, 16 kHz, -1..1
 * @throws Error when the connection ends with anything but success
 */
export async function speakTo(
  endpoint: string,
  credential: SpeechCredential,
  sound: Float32Array,
  silenceMs: number,
): Promise<Spoken> {
  const asked = { voice_id: crypto.randomUUID(), vad_silence_time: silenceMs, word_info: 1 };
  const socket = new WebSocket(realTimeUrl(endpoint, credential, asked));
  const came: { atMs: number; message: Message }[] = [];
  socket.on('message', (data: Buffer) =>
    came.push({ atMs: performance.now(), message: JSON.parse(data.toString()) as Message }),
  );
  await once(socket, 'open');
  const closed = once(socket, 'close');
  const pcm = toPcm(sound);
  const started = performance.now();
  let callerLateMs = 0;
  for (let packet = 0; packet * PACKET < pcm.length; packet++) {
    const due = started + (packet + 1) * PACKET_MS;
    await delay(Math.max(0, due - performance.now()));
    callerLateMs = Math.max(callerLateMs, performance.now() - due);
    socket.send(new Uint8Array(pcm.slice(packet * PACKET, (packet + 1) * PACKET).buffer));
  }
  const ended = performance.now();
  socket.send(JSON.stringify({ type: 'end' }));
  await closed;
  const last = came.at(-1);
  if (last?.message.final !== 1) throw new Error(`the connection ended with code ${last?.message.code}`);
  const slices = came.flatMap(({ atMs, message: { result } }) =>
    result ? [{ ...result, atMs: atMs - started }] : [],
  );
  const whole = slices.filter((slice) => slice.slice_type === 2);
  return {
    text: whole.map((slice) => slice.voice_text_str).join(' '),
    firstMs: slices[0]?.atMs,
    endMs: whole.map((slice) => slice.atMs - slice.end_time),
    lastMs: last.atMs - ended,
    callerLateMs,
  };
}
