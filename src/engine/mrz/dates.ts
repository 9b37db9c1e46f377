/** A date of a zone. Parts that the zone leaves open are absent. */
export interface ZoneDate {
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; empty when nothing is known. */
  readonly text: string;
  /** Whether the zone's text can be a date at all. */
  readonly valid: boolean;
}

const SHAPE = /^(?:(\d\d)(?:(\d\d)(\d\d|<<)|<<<<)|<<<<<<)$/;

/** Documents run out within so many years. */
const LONGEST_VALIDITY_YEARS = 50;

/**
 * Reads `YYMMDD`. The zone has no century: a birth lies in the past, and so close to today as it can; an expiry lies no more
 * than 50 years after today. @param today milliseconds since 1970, UTC
 */
export function zoneDate(text: string, kind: 'birth' | 'expiry', today: number): ZoneDate {
  const match = SHAPE.exec(text);
  if (!match) return { text: '', valid: false };
  const [, yy, month, day] = match;
  if (yy === undefined) return { text: '', valid: true };
  const now = new Date(today);
  const year = withCentury(Number(yy), month, day === '<<' ? undefined : day, kind, now);
  const parts = [String(year), month, day === '<<' ? undefined : day].filter((part) => part !== undefined);
  return { text: parts.join('-'), valid: existsOnCalendar(year, month, day) };
}

function withCentury(
  yy: number,
  month: string | undefined,
  day: string | undefined,
  kind: 'birth' | 'expiry',
  now: Date,
): number {
  const century = now.getUTCFullYear() - (now.getUTCFullYear() % 100);
  if (kind === 'expiry') {
    const year = century + yy;
    if (year > now.getUTCFullYear() + LONGEST_VALIDITY_YEARS) return year - 100;
    return year < now.getUTCFullYear() - LONGEST_VALIDITY_YEARS ? year + 100 : year;
  }
  const born = Date.UTC(century + yy, Number(month ?? 1) - 1, Number(day ?? 1));
  return born > now.getTime() ? century + yy - 100 : century + yy;
}

function existsOnCalendar(year: number, month: string | undefined, day: string | undefined): boolean {
  if (month === undefined) return true;
  const monthNumber = Number(month);
  if (monthNumber < 1 || monthNumber > 12) return false;
  if (day === undefined || day === '<<') return true;
  const lastDay = new Date(Date.UTC(year, monthNumber, 0)).getUTCDate();
  return Number(day) >= 1 && Number(day) <= lastDay;
}
