import type { SpokenSentence } from '../../engine/speech/types.ts';
import { transcription, type Transcript } from '../../features/asr/transcription.ts';
import { ApiError, toApiError } from '../../features/errors.ts';
import type { Call } from '../call.ts';
import type { Answer } from '../pipeline.ts';
import { CallerGone, readBody } from '../read-body.ts';
import { inFlight, type ServerState } from '../server-state.ts';
import type { Exchange, UploadDoorOptions } from '../speech/flash.ts';
import { arrivalOf, speechCall } from '../speech/speech-call.ts';
import { goneSignal } from '../speech/uploads.ts';
import { header } from '../wire-request.ts';
import { authenticateBearer } from './bearer.ts';
import { errorAnswer } from './errors.ts';
import { EventStream } from './event-stream.ts';
import { formParameters } from './form.ts';
import { formatted, textOf } from './formats.ts';

/** As published; larger files are for CreateRecTask. */
const MAX_BYTES = 25 * 1024 * 1024;

const refused = (error: ApiError, requestId: string): Response => {
  const { status, body } = errorAnswer(error);
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/json', 'x-request-id': requestId },
  });
};

/** `POST /v1/audio/transcriptions`. @throws CallerGone */
export async function transcribe(
  { incoming, outgoing }: Exchange,
  options: UploadDoorOptions,
  state: ServerState,
): Promise<Response> {
  const arrival = arrivalOf(incoming, options);
  const { requestId } = arrival;
  const gone = goneSignal(outgoing);
  const held = new DisposableStack();
  try {
    if (state.closing) throw new ApiError('ServiceUnavailable');
    const credential = await authenticateBearer(
      header(incoming.headers, 'authorization'),
      options.findCredential,
    );
    held.use(options.concurrency.enter(credential.appId));
    const body = await readBody(incoming, MAX_BYTES, options.bodies);
    held.defer(() => options.bodies.give(body.length));
    const events = new EventStream();
    const action = transcription(deltasInto(events));
    const type = header(incoming.headers, 'content-type');
    const parameters = formParameters(body, type, action.input, gone);
    const call = speechCall(incoming, arrival, { action, credential, parameters }, options);
    const answered = inFlight(state, () => handle(call, arrival.started, options));
    const release = held.move();
    const ended = answered.finally(() => release.dispose());
    if (parameters['stream'] === true) return await streamed(events, ended, requestId);
    const answer = await ended;
    if ('error' in answer) return refused(answer.error, requestId);
    const { body: text, type: contentType } = formatted(answer.output as Transcript, parameters);
    return new Response(text, { headers: { 'content-type': contentType, 'x-request-id': requestId } });
  } catch (error) {
    if (error instanceof CallerGone) throw error;
    const known = toApiError(error);
    options.metrics.refused(known.code);
    return refused(known, requestId);
  } finally {
    held.dispose();
  }
}

async function handle(call: Call, started: number, options: UploadDoorOptions): Promise<Answer> {
  const { answer, outcome } = await options.pipeline.handle(call);
  options.metrics.served(call.action, outcome, (performance.now() - started) / 1000);
  return answer;
}

/** Sentences as they are heard; all but the first begin with a space. */
function deltasInto(events: EventStream): (sentences: readonly SpokenSentence[]) => void {
  let isFirst = true;
  return (sentences) => {
    for (const { text } of sentences) {
      events.send({ type: 'transcript.text.delta', delta: isFirst ? text : ` ${text}` });
      isFirst = false;
    }
  };
}

/** Events from the first sentence on; what is refused before that is an error like any other. */
async function streamed(events: EventStream, ended: Promise<Answer>, requestId: string): Promise<Response> {
  const early = await Promise.race([ended, events.begun]);
  if (early && 'error' in early) return refused(early.error, requestId);
  void ended.then((answer) => {
    events.send(lastEvent(answer));
    events.end();
  });
  return new Response(events.body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-request-id': requestId },
  });
}

function lastEvent(answer: Answer): object {
  if ('error' in answer) return JSON.parse(errorAnswer(answer.error).body) as object;
  const { Sentences: sentences, Failure: failure } = answer.output as Transcript;
  return failure === null
    ? { type: 'transcript.text.done', text: textOf(sentences) }
    : (JSON.parse(errorAnswer(new ApiError(failure)).body) as object);
}
