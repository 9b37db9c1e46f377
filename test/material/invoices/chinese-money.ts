const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const SMALL = ['', '拾', '佰', '仟'];
const LARGE = ['', '万', '亿'];

/** Below 10,000. */
function group(value: number): string {
  let words = '';
  let zero = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) zero = words !== '';
    else {
      words += (zero ? '零' : '') + (DIGITS[digit] ?? '') + (SMALL[place] ?? '');
      zero = false;
    }
  }
  return words;
}

/** An amount as Chinese invoices spell it, up to 999,999,999.99: `壹佰零伍圆捌角整`. */
export function spellMoney(cents: number): string {
  const yuan = Math.floor(cents / 100);
  let words = '';
  for (let place = 2; place >= 0; place--) {
    const value = Math.floor(yuan / 10_000 ** place) % 10_000;
    if (value === 0) continue;
    words += (words && value < 1000 ? '零' : '') + group(value) + (LARGE[place] ?? '');
  }
  const [jiao, fen] = [Math.floor(cents / 10) % 10, cents % 10];
  const tail = (jiao ? `${DIGITS[jiao]}角` : fen && yuan ? '零' : '') + (fen ? `${DIGITS[fen]}分` : '整');
  return (yuan ? `${words}圆` : '') + tail;
}

/** `1234.50` */
export const printMoney = (cents: number): string => (cents / 100).toFixed(2);
