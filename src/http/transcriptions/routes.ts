import { TRANSCRIPTION_MODELS } from '../../features/asr/transcription.ts';
import { toApiError } from '../../features/errors.ts';
import type { App } from '../hono-app.ts';
import { CallerGone } from '../read-body.ts';
import type { ServerState } from '../server-state.ts';
import type { UploadDoorOptions } from '../speech/flash.ts';
import { authenticateBearer } from './bearer.ts';
import { errorAnswer, notServed, type ErrorAnswer } from './errors.ts';
import { transcribe } from './transcribe.ts';

const told = ({ status, body }: ErrorAnswer): Response =>
  new Response(body, { status, headers: { 'content-type': 'application/json' } });

/** What a model is to clients of this wire. */
const modelOf = (id: string) => ({ id, object: 'model', created: 0, owned_by: 'lethe' });

/** The wire that clients of OpenAI speak, as far as it is about listening. */
export function addTranscriptions(app: App, options: UploadDoorOptions, state: ServerState): void {
  app.post('/v1/audio/transcriptions', async (c) => {
    try {
      return await transcribe(c.env, options, state);
    } catch (error) {
      if (!(error instanceof CallerGone)) throw error;
      return c.body(null, 400);
    }
  });
  app.get('/v1/models', async (c) => {
    try {
      await authenticateBearer(c.req.header('authorization') ?? '', options.findCredential);
      const names = [...TRANSCRIPTION_MODELS, ...options.speechModels.map(({ name }) => name)];
      return c.json({ object: 'list', data: names.map(modelOf) });
    } catch (error) {
      return told(errorAnswer(toApiError(error)));
    }
  });
  app.post('/v1/audio/translations', () =>
    told(notServed('Translations are not served: no model here translates what it hears.')),
  );
  app.all('/v1/*', () => told(notServed('This part of the API is not served here.')));
}
