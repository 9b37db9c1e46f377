import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { realTimeRecognition } from '../../features/asr/real-time-recognition.ts';
import { ApiError, toApiError } from '../../features/errors.ts';
import type { Call } from '../call.ts';
import type { GatewayOptions } from '../gateway.ts';
import { nest, parseFlat } from '../parameters/flat.ts';
import { inFlight, type ServerState } from '../server-state.ts';
import { Concurrency } from './concurrency.ts';
import { refusal } from './numeric-codes.ts';
import { askedOf, authenticateQuery } from './query-signature.ts';
import { SocketTalk, TALK_LIMITS, type TalkLimits } from './socket-talk.ts';
import { arrivalOf, pathAndQuery, speechCall, type Arrival } from './speech-call.ts';

export interface RealTimeLimits extends TalkLimits {
  /** Connections at a time, of an account and of all. */
  readonly perAppId: number;
  readonly altogether: number;
  /** A longer message ends the connection; bytes. */
  readonly messageBytes: number;
}

const LIMITS: RealTimeLimits = {
  ...TALK_LIMITS,
  perAppId: 50,
  altogether: 1000,
  messageBytes: 1024 * 1024,
};

/** How long the caller has to close after the last message. */
const CLOSING_MS = 2_000;

const PATH = /^\/asr\/v2\/(\d{1,20})$/;

type DoorOptions = Omit<GatewayOptions, 'actions' | 'bodies'>;

export interface RealTimeDoor {
  /** For the server's event of that name. */
  readonly upgrade: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Whoever speaks is heard to the end of what was said so far. */
  closeSoon(): void;
  cutOff(): void;
}

/** The WebSocket of real-time recognition, `/asr/v2/<appid>`. https://www.tencentcloud.com/document/product/1118/53937 */
export function createRealTimeDoor(
  options: DoorOptions,
  state: ServerState,
  given: Partial<RealTimeLimits> = {},
): RealTimeDoor {
  const limits = { ...LIMITS, ...given };
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
  });
  const concurrency = new Concurrency(limits.perAppId, limits.altogether);
  const talks = new Set<SocketTalk>();

  async function serve(socket: WebSocket, incoming: IncomingMessage, appId: string): Promise<void> {
    const arrival = arrivalOf(incoming, options);
    const talk = new SocketTalk(socket, limits);
    talks.add(talk);
    const voiceId = voiceIdOf(incoming);
    const end = (message: object): void => {
      talk.send({ ...message, voice_id: voiceId, message_id: `${voiceId}_end` });
      socket.close(1000);
      setTimeout(() => socket.terminate(), CLOSING_MS).unref();
    };
    try {
      if (state.closing) throw new ApiError('ServiceUnavailable');
      const call = await callOf(talk, incoming, arrival, appId);
      end(await perform(call, arrival));
    } catch (error) {
      const known = toApiError(error);
      options.metrics.refused(known.code);
      end(refusal(known, arrival.language));
    } finally {
      talks.delete(talk);
    }
  }

  async function callOf(
    talk: SocketTalk,
    incoming: IncomingMessage,
    arrival: Arrival,
    appId: string,
  ): Promise<Call> {
    const request = { ...pathAndQuery(incoming), headers: incoming.headers };
    const parameters = parseFlat(request.query);
    const signature = parameters.get('signature') ?? '';
    const credential = await authenticateQuery(
      { method: '', request, parameters, appId, signature },
      options.findCredential,
      options.clock,
    );
    const action = realTimeRecognition(talk, () => concurrency.enter(appId));
    const asked = nest(askedOf(parameters), action.input);
    return speechCall(incoming, arrival, { action, credential, parameters: asked }, options);
  }

  /** The last message: what it says is durable by then. */
  async function perform(call: Call, { started, language }: Arrival): Promise<object> {
    const { answer, outcome } = await options.pipeline.handle(call);
    options.metrics.served(call.action, outcome, (performance.now() - started) / 1000);
    if ('error' in answer) return refusal(answer.error, language);
    const code = Number(answer.output['Code']);
    return code === 0
      ? { code, message: 'success', final: 1 }
      : { code, message: END_MESSAGES[code] ?? 'the recognition ended early' };
  }

  return {
    upgrade(incoming, socket, head) {
      const appId = PATH.exec(pathAndQuery(incoming).path)?.[1];
      if (appId === undefined) {
        socket.on('error', () => {});
        socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
        void inFlight(state, () => serve(webSocket, incoming, appId));
      });
    },
    closeSoon: () => talks.forEach((talk) => talk.closeSoon()),
    cutOff: () => sockets.clients.forEach((socket) => socket.terminate()),
  };
}

const END_MESSAGES: Readonly<Record<number, string>> = {
  4007: 'The audio cannot be decoded: it is not what voice_format says.',
  4008: 'No audio came for too long.',
  4009: 'The connection was lost.',
  4010: 'A text message came that is not known.',
  5000: 'The server is about to stop. Try again later.',
};

/** As the caller named the stream, if it is a name. */
function voiceIdOf(incoming: IncomingMessage): string {
  const named = new URLSearchParams(pathAndQuery(incoming).query).get('voice_id') ?? '';
  return named.length <= 128 ? named : '';
}
