import { z } from 'zod';
import { harmless } from '../personal-data.ts';
import { documentAction, printed } from './document-action.ts';
import { idKtp } from './templates/id-ktp.ts';

/** Reads an identity card of Indonesia; province and city only for scene V2. */
export const RecognizeIndonesiaIDCardOCR = documentAction({
  name: 'RecognizeIndonesiaIDCardOCR',
  rateLimit: 20,
  templates: [idKtp],
  fields: {
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
  },
  portrait: { asked: 'ReturnHeadImage', given: 'Photo', form: printed() },
  input: { Scene: harmless(z.enum(['V1', 'V2']).optional()) },
  output: { Provinsi: printed(), Kota: printed() },
  more: ({ fields: { province, city } }, { Scene }) => ({
    ...(Scene === 'V2' && province ? { Provinsi: province.text } : {}),
    ...(Scene === 'V2' && city ? { Kota: city.text } : {}),
  }),
});
