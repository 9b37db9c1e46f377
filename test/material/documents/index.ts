import { brCinBack, brCinFront } from './br-cin.ts';
import { brCnh, brCnhLower } from './br-cnh.ts';
import { brCnh2022, brCnh2022Lower } from './br-cnh-2022.ts';
import { brRneBack, brRneFront } from './br-rne.ts';
import { brRnmBack, brRnmFront } from './br-rnm.ts';
import { mxIne2014, mxIne2019 } from './mx-ine.ts';
import { brRg2019Back, brRg2019Front } from './br-rg-2019.ts';
import { brRgBack, brRgFront } from './br-rg.ts';
import { chineseId, chineseIdBack } from './chinese-id.ts';
import { hongKongId } from './hong-kong-id.ts';
import { philippinesDrivingLicence } from './philippines-driving-licence.ts';
import type { Sampler } from './sample.ts';
import { idKtp } from './id-ktp.ts';
import { myKad, myKadBack } from './my-kad.ts';
import { iKad, myKid } from './my-labelled.ts';
import { phSss } from './ph-sss.ts';
import { phTin } from './ph-tin.ts';
import { phUmid } from './ph-umid.ts';
import { phVoter } from './ph-voter.ts';
import { sgFinBack, sgNric, sgNricBack } from './sg-nric.ts';
import { hmtResidencePermit, hmtResidencePermitBack } from './hmt-residence-permit.ts';
import { koreanDrivingLicence } from './korean-driving-licence.ts';
import { koreanIdCard } from './korean-id-card.ts';
import { macaoIdCard } from './macao-id-card.ts';
import { thaiIdCard, thaiIdCardBack } from './thai-id-card.ts';
import { thaiPinkCard } from './thai-pink-card.ts';
import {
  hongKongMacaoPermit,
  hongKongMacaoPermitBack,
  nonChineseHongKongMacaoPermit,
  permitToHongKongMacao,
  permitToTaiwan,
  taiwanPermit,
} from './travel-permits.ts';

/** Every kind of document that can be drawn. */
export const samplers: readonly Sampler[] = [
  chineseId,
  chineseIdBack,
  hongKongId,
  philippinesDrivingLicence,
  idKtp,
  myKad,
  myKadBack,
  iKad,
  myKid,
  phSss,
  phTin,
  phUmid,
  phVoter,
  sgFinBack,
  sgNric,
  sgNricBack,
  hmtResidencePermit,
  hmtResidencePermitBack,
  koreanDrivingLicence,
  koreanIdCard,
  macaoIdCard,
  thaiIdCard,
  thaiIdCardBack,
  thaiPinkCard,
  hongKongMacaoPermit,
  hongKongMacaoPermitBack,
  nonChineseHongKongMacaoPermit,
  permitToHongKongMacao,
  permitToTaiwan,
  taiwanPermit,
  brRgFront,
  brRgBack,
  brRg2019Front,
  brRg2019Back,
  brCinFront,
  brCinBack,
  brCnh,
  brCnhLower,
  brCnh2022,
  brCnh2022Lower,
  brRneFront,
  brRneBack,
  brRnmFront,
  brRnmBack,
  mxIne2014,
  mxIne2019,
];
