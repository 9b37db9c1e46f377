import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { cnId } from './cn-id.ts';
import { hongKongId } from './hong-kong-id.ts';
import { philippinesDrivingLicence } from './philippines-driving-licence.ts';
import { idKtp } from './id-ktp.ts';
import { myIKad } from './my-i-kad.ts';
import { myKad } from './my-kad.ts';
import { myKid } from './my-kid.ts';
import { phSss } from './ph-sss.ts';
import { phTin } from './ph-tin.ts';
import { phUmid } from './ph-umid.ts';
import { phVoter } from './ph-voter.ts';
import { sgNric } from './sg-nric.ts';

/** Every document that is read by a template. */
export const templates: readonly DocumentTemplate[] = [
  cnId,
  hongKongId,
  philippinesDrivingLicence,
  idKtp,
  myIKad,
  myKad,
  myKid,
  phSss,
  phTin,
  phUmid,
  phVoter,
  sgNric,
];
