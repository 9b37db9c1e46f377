import type { DocumentTemplate } from '../../engine/documents/types.ts';
import { cnId } from '../ocr/templates/cn-id.ts';
import { hongKongId } from '../ocr/templates/hong-kong-id.ts';
import { idKtp } from '../ocr/templates/id-ktp.ts';
import { myIKad } from '../ocr/templates/my-i-kad.ts';
import { myKad } from '../ocr/templates/my-kad.ts';
import { myKid } from '../ocr/templates/my-kid.ts';
import { philippinesDrivingLicence } from '../ocr/templates/philippines-driving-licence.ts';
import { phSss } from '../ocr/templates/ph-sss.ts';
import { phTin } from '../ocr/templates/ph-tin.ts';
import { phUmid } from '../ocr/templates/ph-umid.ts';
import { phVoter } from '../ocr/templates/ph-voter.ts';
import { sgNric } from '../ocr/templates/sg-nric.ts';
import { thaiIdCard } from '../ocr/templates/thai-id-card.ts';

/** A kind of document that end users may be asked for. */
export interface CardType {
  /** Templates that read it; none: a passport, which is read by its machine readable zone. */
  readonly templates: readonly DocumentTemplate[];
  /** Which part of the answer has its fields, and under which name. */
  readonly answer: 'CardInfo' | 'NormalCardInfo';
  readonly name: string;
  /** Field on the wire → field of the templates. */
  readonly fields: Readonly<Record<string, string>>;
}

const card = (
  name: string,
  templates: readonly DocumentTemplate[],
  fields: CardType['fields'],
): CardType => ({ answer: 'CardInfo', name, templates, fields });

const hongKong = card('HKIDCard', [hongKongId], {
  CnName: 'chineseName',
  EnName: 'englishName',
  TelexCode: 'telexCode',
  Sex: 'sex',
  Birthday: 'birth',
  IdNum: 'number',
  Symbol: 'symbols',
  FirstIssueDate: 'firstIssue',
  CurrentIssueDate: 'issue',
});

const malaysia = card('MLIDCard', [myKad, myKid, myIKad], {
  ID: 'number',
  Name: 'name',
  Address: 'address',
  Sex: 'sex',
  Birthday: 'birth',
});

const indonesia = card('IndonesiaIDCard', [idKtp], {
  NIK: 'nik',
  Nama: 'name',
  TempatTglLahir: 'birth',
  JenisKelamin: 'sex',
  GolDarah: 'bloodType',
  Alamat: 'address',
  RTRW: 'rtRw',
  KelDesa: 'village',
  Kecamatan: 'district',
  Agama: 'religion',
  StatusPerkawinan: 'maritalStatus',
  Perkerjaan: 'occupation',
  KewargaNegaraan: 'nationality',
  BerlakuHingga: 'expiry',
  IssuedDate: 'issued',
  Provinsi: 'province',
  Kota: 'city',
});

const philippines = {
  vote: card('PhilippinesVoteID', [phVoter], {
    VIN: 'number',
    FirstName: 'firstName',
    LastName: 'lastName',
    Birthday: 'birth',
    CivilStatus: 'status',
    Citizenship: 'citizenship',
    Address: 'address',
    PrecinctNo: 'precinct',
  }),
  driving: card('PhilippinesDrivingLicense', [philippinesDrivingLicence], {
    Name: 'name',
    LastName: 'lastName',
    FirstName: 'firstName',
    MiddleName: 'middleName',
    Nationality: 'nationality',
    Sex: 'sex',
    Address: 'address',
    LicenseNo: 'number',
    ExpiresDate: 'expiry',
    AgencyCode: 'agency',
    Birthday: 'birth',
  }),
  tin: card('PhilippinesTinID', [phTin], {
    LicenseNumber: 'number',
    FullName: 'name',
    Address: 'address',
    Birthday: 'birth',
    IssueDate: 'issued',
  }),
  sss: card('PhilippinesSSSID', [phSss], { LicenseNumber: 'number', FullName: 'name', Birthday: 'birth' }),
  umid: card('PhilippinesUMID', [phUmid], {
    Surname: 'surname',
    MiddleName: 'middleName',
    GivenName: 'givenName',
    Sex: 'sex',
    Birthday: 'birth',
    Address: 'address',
    CRN: 'number',
  }),
};

const thailand = card('ThailandIDCard', [thaiIdCard], {
  LastName: 'lastName',
  FirstName: 'firstName',
  LicenseNumber: 'idNumber',
  DateOfBirth: 'enBirthDate',
  DateOfExpiry: 'enExpiryDate',
  DateOfIssue: 'enIssueDate',
});

const singapore = card('SingaporeIDCard', [sgNric], {
  ChineseName: 'chineseName',
  FullName: 'name',
  LicenseNumber: 'number',
  Sex: 'sex',
  CountryOfBirth: 'country',
  Birthday: 'birth',
  Address: 'address',
  Race: 'race',
  NRICCode: 'backNumber',
  PostCode: 'postcode',
  DateOfExpiration: 'expiry',
  DateOfIssue: 'issued',
});

const mainland: CardType = {
  answer: 'NormalCardInfo',
  name: 'MainlandIDCard',
  templates: [cnId],
  fields: {
    FullName: 'name',
    Sex: 'sex',
    Nation: 'nation',
    Birthday: 'birth',
    Address: 'address',
    LicenseNumber: 'number',
  },
};

/** What is read of a passport's zone: see document.ts. */
const passport = card('InternationalIDPassport', [], {});

/** As the web flow and the flow of the SDK name them. */
export const cardTypes: Readonly<Record<string, CardType>> = {
  HKIDCard: hongKong,
  HK: hongKong,
  MLIDCard: malaysia,
  ML: malaysia,
  IndonesiaIDCard: indonesia,
  PhilippinesVoteID: philippines.vote,
  PhilippinesDrivingLicense: philippines.driving,
  PhilippinesTinID: philippines.tin,
  PhilippinesSSSID: philippines.sss,
  PhilippinesUMID: philippines.umid,
  InternationalIDPassport: passport,
  MLIDPassport: passport,
  ThailandIDCard: thailand,
  SingaporeIDCard: singapore,
  MainlandIDCard: mainland,
};
