import { describe, expect, it } from 'vitest';
import { alignLine } from '../../../src/engine/mrz/align.ts';
import { certaintyOf } from '../../../src/engine/mrz/certainty.ts';
import { ZONE_CHARACTERS } from '../../../src/engine/mrz/check-digit.ts';
import { crossCheck, namesFromPrint } from '../../../src/engine/mrz/cross-check.ts';
import { decideZone } from '../../../src/engine/mrz/decide.ts';
import { ZONE_CLASSES } from '../../../src/engine/mrz/line-scores.ts';
import { parseZone } from '../../../src/engine/mrz/parse.ts';
import { fitPitch } from '../../../src/engine/mrz/pitch.ts';
import { printedDates } from '../../../src/engine/mrz/printed-dates.ts';

const TODAY = Date.UTC(2026, 0, 1);
const SPECIMEN = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
];

/** Likelihoods of a text; `doubts` gives at [line, place] another character its likelihood. */
function placesOf(lines: readonly string[], doubts: readonly [number, number, string, number][] = []) {
  return lines.map((line, l) =>
    [...line].map((character, place) => {
      const scores = new Float32Array(ZONE_CHARACTERS.length).fill(1e-4);
      scores[ZONE_CHARACTERS.indexOf(character)] = 1;
      for (const [dl, dp, other, p] of doubts)
        if (dl === l && dp === place) {
          scores[ZONE_CHARACTERS.indexOf(other)] = p;
          scores[ZONE_CHARACTERS.indexOf(character)] = 1 - p;
        }
      return scores;
    }),
  );
}

const put = (lines: readonly string[], line: number, place: number, character: string): string[] =>
  lines.map((text, i) => (i === line ? text.slice(0, place) + character + text.slice(place + 1) : text));

const judge = (places: ReturnType<typeof placesOf>) => {
  const { lines, substitution } = decideZone(places, 'TD3');
  const zone = parseZone(lines, 'TD3', TODAY);
  return { ...zone, ...certaintyOf(zone, places, substitution), substitution };
};

describe('deciding', () => {
  it('takes what is clear', () => {
    expect(judge(placesOf(SPECIMEN))).toMatchObject({
      lines: SPECIMEN,
      certain: true,
      substitution: undefined,
    });
  });

  it('repairs the one character that its check digits allow, if the recognisers thought of it', () => {
    const wrong = put(SPECIMEN, 1, 5, 'O');
    expect(judge(placesOf(wrong, [[1, 5, '0', 0.05]]))).toMatchObject({
      lines: SPECIMEN,
      substitution: { line: 1, place: 5, read: 'O', taken: '0' },
      certain: true,
    });
    expect(judge(placesOf(wrong))).toMatchObject({
      substitution: undefined,
      consistent: false,
      certain: false,
    });
  });

  it('repairs nothing when two characters are wrong, or when two substitutions fit', () => {
    const two = put(put(SPECIMEN, 1, 5, 'O'), 1, 15, '1');
    const thoughtOf = placesOf(two, [
      [1, 5, '0', 0.3],
      [1, 15, '0', 0.3],
    ]);
    expect(judge(thoughtOf)).toMatchObject({ substitution: undefined, consistent: false, certain: false });
    // Two places of the same weight: either zero could be the letter, by the digit and by the composite.
    const either = put(put(SPECIMEN, 1, 5, 'O'), 1, 2, '9');
    const undecided = placesOf(either, [
      [1, 5, '0', 0.3],
      [1, 2, '5', 0.3],
    ]);
    expect(judge(undecided).substitution).toBeUndefined();
  });

  it('is not certain where a check digit is blind', () => {
    const places = placesOf(SPECIMEN, [[1, 28, 'T', 0.2]]);
    expect(judge(places).certain).toBe(true);
    // G counts as 6 does: both pass.
    const blind = placesOf(put(SPECIMEN, 1, 34, '6'), [[1, 34, 'G', 0.3]]);
    const { lines } = decideZone(blind, 'TD3');
    const zone = parseZone(lines, 'TD3', TODAY);
    expect(certaintyOf(zone, blind, undefined).doubtful).toContain('optionalData');
  });

  it('knows the states and ends names at three fillers', () => {
    const misread = put(put(SPECIMEN, 0, 2, 'V'), 0, 35, 'K');
    expect(judge(placesOf(misread, [[0, 2, 'U', 0.3]])).lines).toEqual(SPECIMEN);
    expect(judge(placesOf(misread, [[0, 2, 'U', 0.3]])).certain).toBe(false);
  });
});

describe('a line of known length', () => {
  /** Each character for one step at its place, 4 steps apart; `lost` places say nothing. */
  function scoresOf(text: string, lost: readonly number[] = []) {
    const steps = text.length * 4 + 8;
    const data = new Float32Array(steps * ZONE_CLASSES).fill(1e-5);
    for (let step = 0; step < steps; step++) data[step * ZONE_CLASSES] = 0.98;
    [...text].forEach((character, i) => {
      if (lost.includes(i)) return;
      const at = (4 + i * 4) * ZONE_CLASSES;
      data[at] = 0.02;
      data[at + ZONE_CHARACTERS.indexOf(character) + 1] = 0.97;
    });
    return { data, steps };
  }

  it('keeps its run of fillers when some of them were not seen', () => {
    const text = 'AB<<<<<<<<12';
    const aligned = alignLine(scoresOf(text, [5, 6]), Array(12).fill(ZONE_CHARACTERS), {
      start: 4,
      pitch: 4,
    });
    const read = aligned?.places.map((place) => ZONE_CHARACTERS[place.indexOf(Math.max(...place))]).join('');
    expect(read?.slice(0, 5)).toBe('AB<<<');
    expect(read?.slice(7)).toBe('<<<12');
    expect(read).toHaveLength(12);
  });

  it('has an even pitch, found although characters are missing', () => {
    const steps = [4, 8, 12, 20, 24, 28, 32, 40, 44, 48];
    const pitch = fitPitch(steps);
    expect(pitch?.span).toBe(12);
    expect(pitch?.pitch).toBeCloseTo(4, 1);
    expect(pitch?.start).toBeCloseTo(4, 1);
    expect(fitPitch([1, 2])).toBeUndefined();
  });
});

describe('what is printed above', () => {
  const zone = parseZone(SPECIMEN, 'TD3', TODAY);
  const visual = {
    surname: 'Eriksson',
    givenNames: 'Anna Maria',
    documentNumber: 'L898902C3',
    birthDate: '12 AUG/AOUT 1974',
  };
  const texts = ['ERIKSSON', 'ANNA MARIA', 'L898902C3', '12 AUG/AOUT 1974', '15 APR 2012'];

  it('agrees, differs, or is not seen', () => {
    expect(crossCheck(zone, visual, texts)).toEqual({
      documentNumber: 'agrees',
      birthDate: 'agrees',
      expiryDate: 'agrees',
      surname: 'agrees',
      givenNames: 'agrees',
      sex: 'unseen',
    });
    const other = { ...visual, documentNumber: 'L898902G3', birthDate: '13 AUG 1974', sex: 'M' };
    expect(crossCheck(zone, other, ['L898902G3'])).toMatchObject({
      documentNumber: 'differs',
      birthDate: 'differs',
      expiryDate: 'unseen',
      sex: 'differs',
    });
  });

  it('gives its names where the doubtful zone explains them, and not where it does not', () => {
    const misread = put(SPECIMEN, 0, 5, 'F');
    const doubtful = { ...parseZone(misread, 'TD3', TODAY), doubtful: ['names'] as const };
    const thoughtOf = placesOf(misread, [[0, 5, 'E', 0.2]]);
    expect(namesFromPrint(doubtful, thoughtOf, visual)).toEqual({
      surname: 'ERIKSSON',
      givenNames: 'ANNA MARIA',
    });
    expect(namesFromPrint(doubtful, placesOf(misread), visual)).toBeUndefined();
    expect(namesFromPrint({ ...doubtful, doubtful: [] }, thoughtOf, visual)).toBeUndefined();
    expect(namesFromPrint(doubtful, thoughtOf, { ...visual, surname: 'Jones' })).toBeUndefined();
  });

  it.each([
    ['12 AUG 1974', ['1974-08-12']],
    ['12AUG/AOUT74', ['2074-08-12', '1974-08-12']],
    ['1974-08-12', ['1974-08-12']],
    ['12.08.1974', ['1974-08-12', '1974-12-08']],
    ['05.05.1974', ['1974-05-05']],
    ['1974年8月12日', ['1974-08-12']],
    ['31 FÉV 1974', ['1974-02-31']],
    ['99 AUG 1974', []],
    ['no date', []],
  ])('%s can mean %j', (text, days) => {
    expect(printedDates(text)).toEqual(days);
  });
});
