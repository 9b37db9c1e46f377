import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { cnId } from './cn-id.ts';
import { hongKongId } from './hong-kong-id.ts';
import { philippinesDrivingLicence } from './philippines-driving-licence.ts';

/** Every document that is read by a template. */
export const templates: readonly DocumentTemplate[] = [cnId, hongKongId, philippinesDrivingLicence];
