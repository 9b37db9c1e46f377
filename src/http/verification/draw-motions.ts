import { randomInt } from 'node:crypto';
import type { AskedMotion, VerificationSettings } from '../../registry/verifications/verification.ts';

const ALL: readonly AskedMotion[] = ['blink', 'open-mouth', 'nod', 'shake'];
/** Of all motions, so many are asked for. */
const DRAWN = 2;

/** The motions that are asked for now, in an order that nobody can tell beforehand. */
export function drawMotions({ motions }: Pick<VerificationSettings, 'motions'>): readonly AskedMotion[] {
  const left = [...(motions ?? ALL)];
  const count = motions === null ? DRAWN : motions.length;
  return Array.from({ length: count }, () => left.splice(randomInt(left.length), 1)).flat();
}
