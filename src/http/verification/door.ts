import type { HttpBindings } from '@hono/node-server';
import { randomUUID } from 'node:crypto';
import type { Action, ActionContext } from '../../features/action.ts';
import { ApiError } from '../../features/errors.ts';
import { asked } from '../../features/faceid/challenge.ts';
import { isLinkGood } from '../../features/faceid/file-link.ts';
import { hasConsent, isOpen } from '../../features/faceid/open-verification.ts';
import { SubmitVerificationDocument } from '../../features/faceid/SubmitVerificationDocument.ts';
import { SubmitVerificationFace } from '../../features/faceid/SubmitVerificationFace.ts';
import type { Verification, VerificationFile } from '../../registry/verifications/verification.ts';
import { clientAddress } from '../client-address.ts';
import type { GatewayOptions } from '../gateway.ts';
import type { RateLimiter } from '../rate-limit.ts';
import { readBody } from '../read-body.ts';
import { header } from '../wire-request.ts';
import { drawMotions } from './draw-motions.ts';
import { pageCall } from './page-call.ts';
import { pageState, type PageState } from './page-state.ts';

export interface VerificationDoorOptions extends Omit<GatewayOptions, 'actions'> {
  readonly verifications: ActionContext['verifications'];
  readonly documents: ActionContext['documents'];
  readonly rateLimiter: RateLimiter;
}

/** Of `node:http` as Hono hands it on. */
export type Exchange = Pick<HttpBindings, 'incoming'>;

/** Requests a second of one address. */
const PAGE_REQUESTS = { service: 'faceid', name: 'VerificationPage', rateLimit: 20 } as const;

/** What may be uploaded: as which type, how large, and who reads it. */
const UPLOADS = {
  document: {
    types: /^image\/(jpeg|png)$/,
    maxBytes: 8 * 1024 * 1024,
    action: SubmitVerificationDocument as Action,
    parameter: 'Image',
  },
  face: {
    types: /^(video\/(mp4|webm|quicktime|x-motion-jpeg)|application\/octet-stream)$/,
    maxBytes: 10 * 1024 * 1024,
    action: SubmitVerificationFace as Action,
    parameter: 'Video',
  },
} as const;

export type UploadKind = keyof typeof UPLOADS;

const FILES: readonly string[] = ['document', 'portrait', 'best-frame'] satisfies readonly VerificationFile[];

/** What end users reach under their token, and under nothing else. */
export class VerificationDoor {
  readonly #options: VerificationDoorOptions;

  constructor(options: VerificationDoorOptions) {
    this.#options = options;
  }

  /** @throws ApiError `FailedOperation.InvalidTokenParameter`, `RequestLimitExceeded` */
  async find({ incoming }: Exchange, token: string): Promise<Verification> {
    const { verifications, clock } = this.#options;
    this.#take(incoming);
    const found = await verifications.find(token, null);
    if (!found || !isOpen(found, clock.now())) throw new ApiError('FailedOperation.InvalidTokenParameter');
    return found;
  }

  async state(exchange: Exchange, token: string): Promise<PageState> {
    return pageState(await this.find(exchange, token));
  }

  /** The person has agreed to what the notice says. */
  consent(exchange: Exchange, token: string): Promise<PageState> {
    return this.#alone(token, async () => {
      const { face } = await this.find(exchange, token);
      const consentedAt = face.consentedAt ?? this.#options.clock.now();
      // A best frame is only there after a face was sent, which needs a consent first.
      if (face.consentedAt === null)
        await this.#options.verifications.saveFace(token, { ...face, consentedAt }, null);
      return this.state(exchange, token);
    });
  }

  /** What the person is to do now. */
  challenge(exchange: Exchange, token: string): Promise<{ motions: readonly string[]; seconds: number }> {
    return this.#alone(token, async () => {
      const verification = await this.find(exchange, token);
      const { settings, face } = verification;
      if (!hasConsent(verification)) throw new ApiError('UnsupportedOperation');
      const { verifications, clock } = this.#options;
      const progress = asked(verification, {
        ...{ now: clock.now(), requestId: randomUUID() },
        draw: () => drawMotions(settings),
      });
      const bestFrame = await verifications.file(token, null, 'best-frame');
      if (progress !== face) await verifications.saveFace(token, progress, bestFrame);
      if (!progress.challenge) throw new ApiError('LimitExceeded', { limit: settings.attempts });
      return { motions: progress.challenge.motions, seconds: settings.timeoutS };
    });
  }

  /** @returns what the action answered @throws ApiError, CallerGone */
  upload(exchange: Exchange, token: string, kind: UploadKind): Promise<Readonly<Record<string, unknown>>> {
    return this.#alone(token, async () => {
      const started = performance.now();
      const { incoming } = exchange;
      const verification = await this.find(exchange, token);
      if (!hasConsent(verification)) throw new ApiError('UnsupportedOperation');
      const { types, maxBytes, action, parameter } = UPLOADS[kind];
      if (!types.test(header(incoming.headers, 'content-type').split(';')[0]!.trim().toLowerCase()))
        throw new ApiError('InvalidParameter');
      const { bodies, pipeline, metrics } = this.#options;
      const body = await readBody(incoming, maxBytes, bodies);
      try {
        const parameters = { Token: token, [parameter]: new Uint8Array(body) };
        const call = pageCall(incoming, verification, { action, parameters, started }, this.#options);
        const { answer, outcome } = await pipeline.handle(call);
        metrics.served(action, outcome, (performance.now() - started) / 1000);
        if ('error' in answer) throw answer.error;
        await this.#options.verifications.removeReplaced(token);
        return answer.output;
      } finally {
        bodies.give(body.length);
      }
    });
  }

  /** The notice of what becomes of what is sent, as HTML. */
  async notice(exchange: Exchange, token: string): Promise<string> {
    const { settings } = await this.find(exchange, token);
    const language = settings.page.language === 'zh-cn' ? 'zh' : 'en';
    return this.#options.documents({
      kind: 'processing-notice',
      ...{ feature: 'ekyc', language, format: 'html' },
    });
  }

  /** A file that the caller was given a link to. @throws ApiError */
  async file(
    { incoming }: Exchange,
    { token, name }: { readonly token: string; readonly name: string },
    link: { readonly expires: number; readonly signature: string },
  ): Promise<Uint8Array> {
    const { verifications, clock } = this.#options;
    this.#take(incoming);
    const missing = new ApiError('ResourceNotFound');
    if (!FILES.includes(name)) throw missing;
    const file = name as VerificationFile;
    const found = await verifications.find(token, null);
    if (!found || !isLinkGood(found, file, link, clock.now())) throw missing;
    const content = await verifications.file(token, null, file);
    if (!content) throw missing;
    return content;
  }

  #take(incoming: Exchange['incoming']): void {
    const { rateLimiter, trustProxy } = this.#options;
    rateLimiter.take(`address ${clientAddress(incoming, trustProxy)}`, PAGE_REQUESTS);
  }

  async #alone<R>(token: string, work: () => Promise<R>): Promise<R> {
    const done = await this.#options.verifications.alone(token, async () => ({ result: await work() }));
    if (!done) throw new ApiError('ResourceInUse');
    return done.result;
  }
}
