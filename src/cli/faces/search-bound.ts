import { falseAcceptRate, MEASURED_SCORES } from '../../features/iai/score-meaning.ts';

/** How often somebody who is not enrolled is taken for one who is, at a threshold, among so many faces. */
export function searchBoundText(threshold: number, faces: number): string {
  const rate = (falseAcceptRate(threshold) ?? 1) * faces;
  const among = `among ${faces.toLocaleString('en')} face${faces === 1 ? '' : 's'} at ${threshold}`;
  const extrapolated = threshold > MEASURED_SCORES.most ? ' (extrapolated)' : '';
  const percent = Math.min(100, 100 * rate);
  const shown = percent >= 50 ? 'more often than not' : `${Number(percent.toPrecision(2))} % of the time`;
  return `A stranger is taken for somebody ${among}: ${shown}${extrapolated}.`;
}
