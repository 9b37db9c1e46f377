import { chineseId, chineseIdBack } from './chinese-id.ts';
import { hongKongId } from './hong-kong-id.ts';
import { philippinesDrivingLicence } from './philippines-driving-licence.ts';
import type { Sampler } from './sample.ts';

/** Every kind of document that can be drawn. */
export const samplers: readonly Sampler[] = [chineseId, chineseIdBack, hongKongId, philippinesDrivingLicence];
