import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { brCin } from './br-cin.ts';
import { brCnh } from './br-cnh.ts';
import { brCnh2022 } from './br-cnh-2022.ts';
import { brRne } from './br-rne.ts';
import { brRnm } from './br-rnm.ts';
import { mxIne } from './mx-ine.ts';
import { brRg2019 } from './br-rg-2019.ts';
import { brRg } from './br-rg.ts';
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
import { hmtResidencePermit } from './hmt-residence-permit.ts';
import { koreanDrivingLicence } from './korean-driving-licence.ts';
import { koreanIdCard } from './korean-id-card.ts';
import { macaoIdCard } from './macao-id-card.ts';
import { thaiIdCard } from './thai-id-card.ts';
import { thaiPinkCard } from './thai-pink-card.ts';
import {
  hongKongMacaoPermit,
  permitToHongKongMacao,
  permitToTaiwan,
  taiwanPermit,
} from './travel-permits.ts';

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
  hmtResidencePermit,
  koreanDrivingLicence,
  koreanIdCard,
  macaoIdCard,
  thaiIdCard,
  thaiPinkCard,
  hongKongMacaoPermit,
  permitToHongKongMacao,
  permitToTaiwan,
  taiwanPermit,
  brRg,
  brRg2019,
  brCin,
  brCnh,
  brCnh2022,
  brRne,
  brRnm,
  mxIne,
];
