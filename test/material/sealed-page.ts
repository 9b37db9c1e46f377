import { Page } from './page.ts';
import { type Level, levels, photograph } from './photograph.ts';
import type { Random } from './random.ts';
import { drawSeal, type DrawnSeal, INKS, inventedCompany, pressSeal, type SealKind } from './seals.ts';

/** A page with seals on it, as it comes to the reader. */
export interface SealedPage {
  readonly image: Buffer;
  readonly seals: readonly DrawnSeal[];
}

const CLAUSES = [
  '第一条 乙方应当在收到通知之日起十日内交付货物。',
  '第二条 货款以人民币结算，逾期按日加收万分之五。',
  '第三条 因本合同发生的争议由双方协商解决。',
  '第四条 本合同一式两份，双方各执一份，具有同等效力。',
];

/** Half a sheet of a contract between companies that do not exist, 1240 x 874: A5 at 150 dots per inch. */
export function drawContract(random: Random): Page {
  const page = new Page(1240, 874, random.pick(['#fdfcf7', '#ffffff', '#f4f0e4']));
  page.text(620, 90, 40, '购销合同', { font: 'chinese-bold', align: 'middle' });
  CLAUSES.forEach((clause, i) => page.text(110, 180 + 62 * i, 26, clause, { font: 'chinese' }));
  page.text(110, 470, 26, `甲方（盖章）：${inventedCompany(random)}`, { font: 'chinese' });
  page.text(110, 540, 26, `乙方（盖章）：${inventedCompany(random)}`, { font: 'chinese' });
  page.text(110, 610, 26, '法定代表人：', { font: 'chinese' });
  page.text(110, 680, 26, `日期：${random.date(2020, 2029)}`, { font: 'chinese' });
  return page;
}

/** Damage of seals by level: how unevenly the ink lies, at most. */
const WEAR: Readonly<Record<Level, number>> = { clean: 0.1, office: 0.3, phone: 0.4, bad: 0.5 };

/** Presses seals of the given kinds onto a contract, some over its print, and photographs it. */
export async function drawSealedPage(
  random: Random,
  kinds: readonly SealKind[],
  level: Level,
): Promise<SealedPage> {
  let { image } = await drawContract(random).render();
  const seals: DrawnSeal[] = [];
  const room = Math.floor(1240 / kinds.length);
  for (const [i, kind] of kinds.entries()) {
    const turn = random.integer(-14, 14);
    const seal = await drawSeal(random, kind, { wear: WEAR[level] * random.next(), turn });
    const free = Math.max(0, room - seal.width - 40);
    const left = i * room + 20 + random.integer(0, free);
    const top = random.integer(430, 860 - seal.height);
    image = await pressSeal(image, seal, [left, top], random.pick([INKS.red, INKS.dark, INKS.orange]));
    seals.push(seal);
  }
  const options = levels[level](random);
  if (options) ({ image } = await photograph(image, options, random));
  return { image, seals };
}
