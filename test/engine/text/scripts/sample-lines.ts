/** Sentences about nobody, written for these tests: what a notice, a letter or a form may say. */
export const sampleLines = {
  chinese: ['图书馆星期一至星期五开放', '请在前台领取借书证', '电话 5550 1428', '二〇三一年三月四日'],
  'traditional-chinese': [
    '圖書館星期一至星期五開放',
    '請於櫃檯領取借書證',
    '遲還書籍每日罰款兩元',
    '電話 5550 1428',
  ],
  japanese: [
    '図書館は月曜日から金曜日まで開いています',
    '受付でカードを受け取ってください',
    'バスは二十分ごとに町から出ます',
    '電話 5550 1428',
  ],
  korean: [
    '도서관은 월요일부터 금요일까지 문을 엽니다',
    '안내 창구에서 대출 카드를 받으세요',
    '늦게 돌려주면 하루에 이백 원을 냅니다',
    '전화 5550 1428',
  ],
  thai: ['ห้องสมุดเปิดวันจันทร์ถึงวันศุกร์', 'กรุณารับบัตรที่เคาน์เตอร์', 'น้ำดื่มอยู่ทางซ้ายของประตูใหญ่', 'โทรศัพท์ 5550 1428'],
  vietnamese: [
    'Thư viện mở cửa từ thứ hai đến thứ sáu',
    'Xin nhận thẻ mượn sách tại quầy tiếp tân',
    'Xe buýt rời phố cổ mỗi hai mươi phút',
    'Điện thoại 5550 1428',
  ],
  malay: [
    'Perpustakaan dibuka dari Isnin hingga Jumaat',
    'Sila ambil kad pinjaman di kaunter depan',
    'Bas bertolak dari bandar lama setiap dua puluh minit',
    'Telefon 5550 1428',
  ],
  spanish: [
    'La biblioteca abre de lunes a viernes por la mañana',
    'Recoja el carné de préstamo en el mostrador pequeño',
    '¿Cuándo llegó el último autobús de la estación?',
    'Teléfono 5550 1428',
  ],
  french: [
    'La bibliothèque est ouverte du lundi au vendredi',
    'Veuillez retirer votre carte à côté de l’entrée',
    'Le reçu a été envoyé à Noël, où êtes-vous passé ?',
    'Téléphone 5550 1428',
  ],
  german: [
    'Die Bücherei ist von Montag bis Freitag geöffnet',
    'Bitte holen Sie den Ausweis an der großen Tür ab',
    'Für verspätete Bücher zahlt man täglich Gebühren',
    'Telefon 5550 1428',
  ],
  portuguese: [
    'A biblioteca abre de segunda à sexta pela manhã',
    'Retire o cartão de empréstimo no balcão do térreo',
    'As informações serão enviadas até amanhã às três',
    'Telefone 5550 1428',
  ],
  italian: [
    'La biblioteca è aperta dal lunedì al venerdì',
    'Ritirare la tessera perché scadrà a metà aprile',
    'Così la città avrà più libri e più tranquillità',
    'Telefono 5550 1428',
  ],
  dutch: [
    'De bibliotheek is geopend van maandag tot vrijdag',
    'Haal uw kaart op bij de balie naast de ingang',
    'Vóór de vergadering drinken we één kopje koffie',
    'Telefoon 5550 1428',
  ],
  swedish: [
    'Biblioteket är öppet från måndag till fredag',
    'Hämta lånekortet vid disken på nedre våningen',
    'Båten går från ön över sjön var tjugonde minut',
    'Telefon 5550 1428',
  ],
  finnish: [
    'Kirjasto on avoinna maanantaista perjantaihin',
    'Hakekaa kortti pienestä käytävästä tänä päivänä',
    'Myöhässä olevista kirjoista täytyy maksaa',
    'Puhelin 5550 1428',
  ],
  danish: [
    'Biblioteket er åbent fra mandag til fredag',
    'Hent lånekortet ved skranken på første sal',
    'Færgen sejler til øen hvert tyvende minut',
    'Telefon 5550 1428',
  ],
  norwegian: [
    'Biblioteket er åpent fra mandag til fredag',
    'Hent lånekortet ved skranken i første etasje',
    'Ferjen går til øya hvert tjuende minutt på lørdager',
    'Telefon 5550 1428',
  ],
  hungarian: [
    'A könyvtár hétfőtől péntekig tart nyitva',
    'Kérjük, vegye át az olvasójegyet az ajtónál',
    'A késő könyvekért naponta kell díjat fizetni',
    'Telefonszám 5550 1428',
  ],
  arabic: [
    'المكتبة مفتوحة من الاثنين إلى الجمعة',
    'يرجى استلام البطاقة من مكتب الاستقبال',
    'تغادر الحافلة المدينة القديمة كل عشرين دقيقة',
    'هاتف 5550 1428',
  ],
  hindi: [
    'पुस्तकालय सोमवार से शुक्रवार तक खुला रहता है',
    'कृपया काउंटर से अपना कार्ड ले लें',
    'बस पुराने शहर से हर बीस मिनट में चलती है',
    'फोन 5550 1428',
  ],
  english: [
    'The library is open from Monday to Friday',
    'Please collect your card at the front desk',
    'The ferry leaves the old town every twenty minutes',
    'Telephone 5550 1428',
  ],
} as const satisfies Record<string, readonly string[]>;

export type SampleLanguage = keyof typeof sampleLines;
