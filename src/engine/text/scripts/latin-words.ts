import type { TextScript } from '../../types.ts';

/** Languages whose marked letters the default network drops. */
export type LatinLanguage = Extract<
  TextScript,
  | 'vietnamese'
  | 'spanish'
  | 'french'
  | 'german'
  | 'portuguese'
  | 'italian'
  | 'dutch'
  | 'swedish'
  | 'finnish'
  | 'danish'
  | 'norwegian'
  | 'hungarian'
  | 'malay'
>;

/**
 * Small words that are frequent in a language, without marks, as the default network reads them. Words of many languages
 * (de, en, la, a) stand with each of them.
 */
const frequent: Readonly<Record<LatinLanguage | 'english', string>> = {
  english: 'the and of to is for with from that this are was by on be at your it not please',
  vietnamese:
    'va cua la khong cho trong mot cac nguoi duoc nhung den tai thu voi nam ngay moi khi tu nay hai co o ra thoi',
  spanish: 'el la los las de del y en que una un por para con es su al se lo como mas no desde esta',
  french:
    'le la les des du de et en un une est pour dans que qui au aux sur par avec ce ne pas vous votre sont',
  german:
    'der die das und ist von zu den dem mit fur auf ein eine nicht im sie des bei bis wird sich auch aus am bitte',
  portuguese:
    'o a os as de do da dos das e em um uma que por para com nao se no na ao pela mais ate como sera',
  italian:
    'il lo la i gli le di del della e in un una che per con non al dal si da sono nel piu alla come ai',
  dutch: 'de het een en van is op te dat in voor met niet zijn aan uw bij tot ook naar om door of we wordt',
  swedish: 'och att det som en pa av for med den till ar inte om ett fran vid eller har kan var efter i sin',
  finnish:
    'ja on ei se etta joka oli tai kun myos mutta voi niin tama ovat olla kanssa ennen mukaan joka asti',
  danish:
    'og at det som en pa af for med den til er ikke om et fra ved eller har kan efter i de der hvert blev',
  norwegian:
    'og at det som en pa av for med den til er ikke om et fra ved eller har kan etter i de hvert ble',
  hungarian: 'a az es hogy nem is egy van ez meg csak volt kell ki be mint de vagy at el naponta ha meg nap',
  malay:
    'dan yang di ke dari untuk dengan ini itu pada tidak adalah atau setiap dalam akan oleh hingga anda sila',
};

const words = Object.entries(frequent).map(([language, list]) => ({
  language: language as LatinLanguage | 'english',
  words: new Set(list.split(' ')),
}));

/** So many of its words must occur. */
const MIN_HITS = 2;

/**
 * The languages that text in Latin letters may be of, told by their small words: those of which most occur, several when they
 * tie. None when words do not tell, or tell English, which the default network reads. Marks on letters do not matter: the
 * text may have been read without them.
 */
export function languagesOfWords(text: string): LatinLanguage[] {
  const found = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .match(/\p{L}+/gu);
  const scores = words.map(({ language, words: known }) => ({
    language,
    hits: (found ?? []).filter((word) => known.has(word)).length,
  }));
  const most = Math.max(...scores.map(({ hits }) => hits));
  if (most < MIN_HITS) return [];
  const best = scores.filter(({ hits }) => hits === most).map(({ language }) => language);
  return best.flatMap((language) => (best.includes('english') || language === 'english' ? [] : [language]));
}
