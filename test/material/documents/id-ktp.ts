import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';

/** Province, regency or city with the beginning of its numbers, district, village, postal place of birth. */
const PLACES = [
  ['DKI JAKARTA', 'JAKARTA BARAT', '317306', 'KALIDERES', 'PEGADUNGAN', 'JAKARTA'],
  ['JAWA BARAT', 'KABUPATEN BOGOR', '320113', 'CIBINONG', 'PABUARAN MEKAR', 'BOGOR'],
  ['JAWA TIMUR', 'KOTA SURABAYA', '357819', 'RUNGKUT', 'KALIRUNGKUT', 'SURABAYA'],
  ['SUMATERA UTARA', 'KOTA MEDAN', '127109', 'MEDAN TUNTUNGAN', 'SIMALINGKAR B', 'MEDAN'],
  ['DAERAH ISTIMEWA YOGYAKARTA', 'KABUPATEN SLEMAN', '340407', 'DEPOK', 'CATURTUNGGAL', 'SLEMAN'],
] as const;
const FEMALE_NAMES = [
  'MIRA SETIAWAN',
  'SITI NURHALIZAH PUTRI',
  'DEWI',
  'NI LUH AYU PERMATASARI',
  'RINA WULANDARI',
];
const MALE_NAMES = [
  ...['BUDI SANTOSO', 'AGUS SALIM', 'RADEN MAS BAMBANG HARYO', 'I WAYAN SUDIARTA', 'SUPRIYADI'],
  'MUHAMMAD RIZKY PRATAMA, S.KOM',
];
/** One line, or two. */
const STREETS = [
  ['JL. PASTI CEPAT A7/66'],
  ['JL. MELATI NO. 12'],
  ['DUSUN KRAJAN'],
  ['PERUM GRIYA ASRI BLOK C3 NO. 8'],
  ['JL. RAYA PASAR MINGGU KM 18', 'KOMPLEKS ANGGREK NO. 45'],
];
const RELIGIONS = ['ISLAM', 'KRISTEN', 'KATHOLIK', 'HINDU', 'BUDDHA'];
const STATUSES = ['KAWIN', 'BELUM KAWIN', 'CERAI HIDUP', 'CERAI MATI'];
const OCCUPATIONS = [
  'PEGAWAI SWASTA',
  'KARYAWAN SWASTA',
  'PELAJAR/MAHASISWA',
  'WIRASWASTA',
  'MENGURUS RUMAH TANGGA',
];

const dayFirst = (date: string): string => date.split('-').reverse().join('-');

/** The front of Indonesia's identity card, KTP. */
export const idKtp: Sampler = {
  template: 'id-ktp',
  draw: (random: Random): Sample => {
    const [province, city, code, district, village, birthPlace] = random.pick(PLACES);
    const isWoman = random.next() < 0.5;
    const birth = random.date(1950, 2005);
    const [year, month, day] = birth.split('-') as [string, string, string];
    const coded = String(Number(day) + (isWoman ? 40 : 0)).padStart(2, '0');
    const nik = `${code}${coded}${month}${year.slice(2)}${String(random.integer(1, 60)).padStart(4, '0')}`;
    const issued = dayFirst(random.date(2012, 2017));
    const bloodType = random.pick(['A', 'B', 'AB', 'O', '-']);
    const rtRw = `${String(random.integer(1, 20)).padStart(3, '0')}/${String(random.integer(1, 20)).padStart(3, '0')}`;
    const street = random.pick(STREETS);
    const fields = {
      province,
      city,
      nik,
      name: random.pick(isWoman ? FEMALE_NAMES : MALE_NAMES),
      birth: `${birthPlace}, ${dayFirst(birth)}`,
      sex: isWoman ? 'PEREMPUAN' : 'LAKI-LAKI',
      bloodType: bloodType.replace('-', ''),
      address: street.join(' '),
      rtRw,
      village,
      district,
      religion: random.pick(RELIGIONS),
      maritalStatus: random.pick(STATUSES),
      occupation: random.pick(OCCUPATIONS),
      nationality: 'WNI',
      expiry: random.pick(['SEUMUR HIDUP', dayFirst(random.date(2018, 2024))]),
      issued,
    };
    const page = new Page(1012, 638, '#cfe3f1');
    page.text(506, 46, 30, `PROVINSI ${province}`, { align: 'middle', font: 'bold' });
    page.text(506, 82, 30, city, { align: 'middle', font: 'bold' });
    page.text(40, 138, 34, 'NIK', { font: 'bold' });
    page.text(240, 138, 38, `: ${nik}`, { font: 'mono' });
    const rows: readonly (readonly [string, string | readonly string[], number?])[] = [
      ['Nama', fields.name],
      ['Tempat/Tgl Lahir', fields.birth],
      ['Jenis kelamin', fields.sex],
      ['Alamat', street],
      ['RT/RW', rtRw, 30],
      ['Kel/Desa', village, 30],
      ['Kecamatan', district, 30],
      ['Agama', fields.religion],
      ['Status Perkawinan', fields.maritalStatus],
      ['Pekerjaan', fields.occupation],
      ['Kewarganegaraan', fields.nationality],
      ['Berlaku Hingga', fields.expiry],
    ];
    let y = 182;
    for (const [label, value, indent = 0] of rows) {
      const [first = '', second] = typeof value === 'string' ? [value] : value;
      page.text(40 + indent, y, 23, label);
      page.text(266, y, 23, `: ${first}`);
      if (second !== undefined) page.text(284, (y += 34), 23, second);
      y += 35;
    }
    page.text(540, 182 + 2 * 35, 23, `Gol. Darah : ${bloodType}`);
    drawBust(page, random, 770, 150, 200, 260);
    page.text(870, 446, 19, city.replace('KABUPATEN ', '').replace('KOTA ', ''), { align: 'middle' });
    page.text(870, 474, 19, issued, { align: 'middle' });
    return { page, fields };
  },
};
