import type { DocumentTemplate, FieldTemplate } from '../../../engine/documents/types.ts';

const beside = { places: [{ at: 'right' }] } as const satisfies FieldTemplate;

/** Of the list that the population register has, those that are common and of several words. */
const OCCUPATIONS = [
  'PEGAWAI NEGERI SIPIL',
  'PEGAWAI SWASTA',
  'KARYAWAN SWASTA',
  'KARYAWAN BUMN',
  'BELUM/TIDAK BEKERJA',
  'MENGURUS RUMAH TANGGA',
  'PELAJAR/MAHASISWA',
  'BURUH HARIAN LEPAS',
  'IBU RUMAH TANGGA',
];

/** Indonesia's identity card, Kartu Tanda Penduduk. */
export const idKtp: DocumentTemplate = {
  id: 'id-ktp',
  title: 'Identity card of Indonesia',
  script: 'chinese',
  country: 'IDN',
  sides: {
    front: {
      marks: ['province', 'nik', 'birth', 'sex', 'address', 'rtRw', 'village', 'maritalStatus', 'expiry'],
      least: 4,
      fields: {
        province: { ...beside, labels: ['PROVINSI'], format: 'name' },
        city: { places: [{ at: 'line', below: 'province', above: 'nik' }], format: 'name' },
        nik: {
          labels: ['NIK'],
          position: [0.04, 0.197],
          places: [{ at: 'right' }, { at: 'line' }],
          shapes: ['9999999999999999'],
          check: 'nik',
          characters: '0123456789',
          required: true,
          identification: 'identificationNumber',
        },
        name: { ...beside, labels: ['Nama'], position: [0.04, 0.27], required: true, identification: 'name' },
        birth: {
          ...beside,
          labels: ['Tempat/Tgl Lahir', 'Tempat Tgl Lahir'],
          position: [0.04, 0.33],
          pattern: /.*\d{4}/,
          required: true,
        },
        /** The date alone. */
        birthDate: { derive: { from: 'birth', by: 'last-date' }, identification: 'dateOfBirth' },
        sex: { ...beside, labels: ['Jenis Kelamin'], format: 'sex' },
        bloodType: {
          ...beside,
          labels: ['Gol. Darah', 'Gol Darah'],
          pattern: /^(?:AB|[ABO0])(?:\s?[+-])?/,
          shapes: ['A', 'AA', 'A+', 'A-'],
        },
        address: {
          ...beside,
          labels: ['Alamat'],
          position: [0.04, 0.385],
          lines: 2,
          identification: 'address',
        },
        rtRw: { ...beside, labels: ['RT/RW'], shapes: ['999/999'], characters: '0123456789/' },
        village: { ...beside, labels: ['Kel/Desa', 'Kelurahan'] },
        district: { ...beside, labels: ['Kecamatan'] },
        religion: {
          ...beside,
          labels: ['Agama'],
          position: [0.04, 0.61],
          known: ['ISLAM', 'KRISTEN', 'KATHOLIK', 'KATOLIK', 'HINDU', 'BUDDHA', 'BUDHA', 'KHONGHUCU'],
        },
        maritalStatus: {
          ...beside,
          labels: ['Status Perkawinan'],
          position: [0.04, 0.665],
          known: ['KAWIN', 'BELUM KAWIN', 'CERAI HIDUP', 'CERAI MATI'],
        },
        occupation: { ...beside, labels: ['Pekerjaan'], position: [0.04, 0.72], known: OCCUPATIONS },
        nationality: { ...beside, labels: ['Kewarganegaraan'], position: [0.04, 0.78], format: 'name' },
        expiry: {
          ...beside,
          labels: ['Berlaku Hingga'],
          position: [0.04, 0.835],
          known: ['SEUMUR HIDUP'],
        },
        /** Under the photograph. */
        issued: {
          places: [{ at: 'line', zone: [0.72, 0.62, 1.02, 0.9] }],
          format: { date: 'dmy', as: 'DD-MM-YYYY' },
        },
      },
    },
  },
};
