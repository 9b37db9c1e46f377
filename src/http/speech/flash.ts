import type { HttpBindings } from '@hono/node-server';
import type { Action, ActionContext } from '../../features/action.ts';
import { FlashRecognition } from '../../features/asr/FlashRecognition.ts';
import { ApiError, toApiError } from '../../features/errors.ts';
import type { GatewayOptions } from '../gateway.ts';
import { nest, parseFlat } from '../parameters/flat.ts';
import { CallerGone, readChunks } from '../read-body.ts';
import type { ServerState } from '../server-state.ts';
import { header } from '../wire-request.ts';
import type { Concurrency } from './concurrency.ts';
import { refusal } from './numeric-codes.ts';
import { askedOf, authenticateQuery } from './query-signature.ts';
import { arrivalOf, pathAndQuery, speechCall } from './speech-call.ts';
import { goneSignal, uploadOf } from './uploads.ts';

const MAX_BYTES = 100 * 1024 * 1024;

const PATH = /^\/asr\/flash\/v1\/(\d{1,20})$/;

/** Of `node:http` as Hono hands it on. */
export type Exchange = Pick<HttpBindings, 'incoming' | 'outgoing'>;

/** What the doors of recordings that are heard at once share. */
export interface UploadDoorOptions extends Omit<GatewayOptions, 'actions'> {
  /** Recordings that are heard at a time while their callers wait. */
  readonly concurrency: Concurrency;
  readonly speechModels: ActionContext['speechModels'];
}

/**
 * Flash recognition, `POST /asr/flash/v1/<appid>`: the text of the answer, whose status is 200 whatever it says.
 * @throws CallerGone
 */
export async function answerFlash(
  { incoming, outgoing }: Exchange,
  options: UploadDoorOptions,
  state: ServerState,
): Promise<string> {
  const arrival = arrivalOf(incoming, options);
  const { requestId, language, started } = arrival;
  const told = (fields: object): string => JSON.stringify({ request_id: requestId, ...fields });
  const gone = goneSignal(outgoing);
  let heldBytes = 0;
  try {
    if (state.closing) throw new ApiError('ServiceUnavailable');
    const request = { ...pathAndQuery(incoming), headers: incoming.headers };
    const appId = PATH.exec(request.path)?.[1] ?? '';
    const parameters = parseFlat(request.query);
    const signature = header(incoming.headers, 'authorization');
    const credential = await authenticateQuery(
      { method: 'POST', request, parameters, appId, signature },
      options.findCredential,
      options.clock,
    );
    using _entered = options.concurrency.enter(appId);
    const upload = uploadOf(await readChunks(incoming, MAX_BYTES, options.bodies), gone);
    heldBytes = upload.size;
    const action: Action = FlashRecognition;
    const asked = { ...nest(askedOf(parameters), action.input), Audio: upload };
    const call = speechCall(incoming, arrival, { action, credential, parameters: asked }, options);
    const { answer, outcome } = await options.pipeline.handle(call);
    options.metrics.served(action, outcome, (performance.now() - started) / 1000);
    return 'error' in answer
      ? told(refusal(answer.error, language))
      : told({ code: 0, message: 'success', ...answer.output });
  } catch (error) {
    if (error instanceof CallerGone) throw error;
    const known = toApiError(error);
    options.metrics.refused(known.code);
    return told(refusal(known, language));
  } finally {
    options.bodies.give(heldBytes);
  }
}
