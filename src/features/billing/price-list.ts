/** Decimal US dollars, e.g. `0.0057`: a string, so that no binary fraction ever stands for money. */
export type Usd = `${number}`;

export interface Tier {
  /** The tier holds from this volume on, in the price's unit. */
  readonly from: number;
  readonly usd: Usd;
}

/** What an item costs. The whole volume of the month or day takes the price of the tier it reaches. */
export interface Price {
  readonly title: string;
  /** Audio is metered in seconds and priced by the hour. */
  readonly unit: 'call' | 'hour';
  /** The time over which volume adds up to reach a tier. */
  readonly per: 'month' | 'day';
  /** Ascending from 0; null: by contract, so it is counted and priced 0. */
  readonly tiers: readonly Tier[] | null;
}

const CALL_TIERS = [0, 10_000, 100_000, 1_000_000];
const HOUR_TIERS = [0, 300, 1_000, 3_000, 5_000];

const tiersAt = (from: readonly number[], usd: readonly Usd[]): readonly Tier[] =>
  usd.map((price, index) => ({ from: from[index] ?? 0, usd: price }));

const perCall = (title: string, ...usd: Usd[]): Price => ({
  title,
  unit: 'call',
  per: 'month',
  tiers: tiersAt(CALL_TIERS, usd),
});

const perHour = (title: string, ...usd: Usd[]): Price => ({
  title,
  unit: 'hour',
  per: 'day',
  tiers: tiersAt(HOUR_TIERS, usd),
});

const byContract = (title: string): Price => ({ title, unit: 'call', per: 'month', tiers: null });

const hoursByContract = (title: string): Price => ({ title, unit: 'hour', per: 'day', tiers: null });

/**
 * Every item that an action may be billed as. OCR: USD per call by the month's calls, as published at
 * https://www.tencentcloud.com/document/product/1005/36165 (tables have three tiers: the last has no end). ASR: USD
 * per hour by the day's hours. Sentence and flash recognition and codes have no published price here, and faces are by contract:
 * CreatePerson and CreateFace are one item, and so are all verifications and all searches. Speech is billed by how long
 * it is (https://www.tencentcloud.com/document/product/1118/43352): no call is rounded up to whole seconds or more.
 */
export const priceList = {
  'ocr.general': perCall('General text', '0.021', '0.014', '0.0085', '0.0057'),
  'ocr.accurate': perCall('General text, high precision', '0.071', '0.05', '0.028', '0.015'),
  'ocr.efficient': byContract('General text, efficient'),
  'ocr.fast': byContract('General text, fast'),
  'ocr.english': byContract('English text'),
  'ocr.detect': byContract('Whether there is text'),
  'ocr.code': byContract('QR and bar codes'),
  'ocr.picture': byContract('Cutting out and improving pictures'),
  'ocr.table': perCall('Tables', '0.2', '0.18', '0.14'),
  'ocr.structure': byContract('Keys and values, invoices, seals'),
  'ocr.card': perCall('Cards', '0.2', '0.18', '0.14', '0.11'),
  'ocr.bank-card': perCall('Bank cards', '0.071', '0.05', '0.028', '0.015'),
  'asr.realtime': perHour('Real-time speech', '1.4', '1.2', '1', '0.86', '0.7'),
  'asr.recording': perHour('Recordings', '1', '0.95', '0.9', '0.85', '0.6'),
  'asr.flash': hoursByContract('Recordings, answered at once'),
  'asr.sentence': byContract('Sentences'),
  'face.group-management': byContract('Face group management'),
  'face.verify': byContract('Face verification'),
  'face.search': byContract('Face search'),
  'face.detect': byContract('Face detection and analysis'),
  'face.compare': byContract('Face comparison'),
  'face.liveness': byContract('Face liveness'),
  'ekyc.verification': byContract('Identity verification'),
} as const satisfies Record<string, Price>;

export type PriceItem = keyof typeof priceList;

export const isPriceItem = (item: string): item is PriceItem => Object.hasOwn(priceList, item);

/** The price of an item. One that has left the list is by contract, so that what was used is still shown. */
export const priceOf = (item: string): Price => (isPriceItem(item) ? priceList[item] : byContract(item));

/** The tier that a volume (in the price's unit) reaches, or null when the price is by contract. */
export const tierOf = (price: Price, volume: number): Tier | null =>
  price.tiers?.findLast(({ from }) => volume >= from) ?? null;
