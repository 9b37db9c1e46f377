import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Action } from '../../features/action.ts';
import type { Verification } from '../../registry/verifications/verification.ts';
import type { Call } from '../call.ts';
import { clientAddress } from '../client-address.ts';
import type { GatewayOptions } from '../gateway.ts';
import type { Parameters } from '../parameters/json.ts';
import { header } from '../wire-request.ts';

/** What an end user sends, as a call of the account whose verification it is. */
export function pageCall(
  incoming: IncomingMessage,
  { settings }: Verification,
  { action, parameters, started }: { action: Action; parameters: Parameters; started: number },
  options: Pick<GatewayOptions, 'clock' | 'trustProxy'>,
): Call {
  const { appId, uin, subUin, region, jurisdiction, accountJurisdiction } = settings.owner;
  return {
    requestId: randomUUID(),
    part: null,
    action,
    credential: {
      ...{ appId, uin, subUin, jurisdiction: accountJurisdiction },
      // The token is all that was needed: no key was used.
      ...{ secretId: '', secretKey: '', services: null, disabled: false },
    },
    ...{ region, jurisdiction },
    language: settings.page.language === 'zh-cn' ? 'zh-CN' : 'en-US',
    parameters,
    consentId: null,
    clientIp: clientAddress(incoming, options.trustProxy),
    host: header(incoming.headers, 'host').slice(0, 255),
    userAgent: header(incoming.headers, 'user-agent').slice(0, 200),
    receivedAt: options.clock.now(),
    authenticateMs: performance.now() - started,
  };
}
