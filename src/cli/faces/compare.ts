import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Engine } from '../../engine/jobs.ts';
import { MATCH_SCORE } from '../../features/iai/probe-budget.ts';
import { falseAcceptRate, scoreOfPair } from '../../features/iai/score-meaning.ts';
import { errorText } from '../error-text.ts';
import type { WithEngine } from '../read/read.ts';
import { boxOf, markOf } from './face-marks.ts';
import { faceJson, rateText } from './face-text.ts';
import { lookAtOne, type LookedOne } from './look.ts';
import { numberBetween } from './numbers.ts';

interface CompareOptions {
  readonly json?: boolean;
  readonly rotate?: boolean;
  readonly quality: number;
  readonly overlay?: string;
}

const verdict = (score: number): string => (score >= MATCH_SCORE ? 'a match' : 'no match');

const marksOf = ({ result: { faces }, face }: LookedOne, label: string) =>
  faces.map((one) => (one === face ? markOf(one, label) : boxOf(one, '', 'other')));

async function compare(
  engine: Engine,
  files: readonly [string, string],
  options: CompareOptions,
): Promise<void> {
  const looked: LookedOne[] = [];
  for (const file of files)
    try {
      looked.push(await lookAtOne(engine, file, options));
    } catch (error) {
      console.error(`${file}: ${errorText(error)}`);
      process.exitCode = 1;
    }
  const [a, b] = looked;
  if (!a || !b) return;
  const score = scoreOfPair(a.embedding, b.embedding);
  if (options.json) {
    const falseAccepts = falseAcceptRate(score);
    const faces = [a, b].map(({ face }, i) => ({ file: files[i], ...faceJson(face) }));
    console.log(
      JSON.stringify({ score, isMatch: score >= MATCH_SCORE, falseAcceptRate: falseAccepts, faces }),
    );
  } else {
    console.log(`score ${score.toFixed(2)}: ${rateText(score)}`);
    console.log(`${verdict(score)}: from ${MATCH_SCORE} on two faces count as one person's`);
    for (const [i, { result }] of [a, b].entries())
      if (result.faces.length > 1)
        console.log(`${files[i]}: of ${result.faces.length} faces the largest was compared`);
  }
  if (options.overlay === undefined) return;
  const pictures = [
    { image: a.image, faces: marksOf(a, 'A') },
    { image: b.image, faces: marksOf(b, 'B') },
  ];
  const caption = `score ${score.toFixed(1)}, ${verdict(score)}: ${rateText(score)}`;
  await writeFile(options.overlay, await engine.drawFaces({ pictures, caption }));
}

/** `lethe faces compare A B [--json] [--rotate] [--quality N] [--overlay OUT.png]`: exit code 0 also when people differ. */
export function registerCompare(faces: Command, withEngine: WithEngine): void {
  faces
    .command('compare')
    .description('how alike the largest faces of two pictures are, and what that means')
    .argument('<a>', 'a picture; - for the standard input')
    .argument('<b>', 'another')
    .option('--json', 'as JSON')
    .option('--rotate', 'also try the pictures turned by 90, 180 and 270 degrees')
    .option('--quality <level>', 'as QualityControl of the API', numberBetween(0, 4, { whole: true }), 0)
    .option('--overlay <file>', 'draw both pictures side by side, with the faces; PNG')
    .addHelpText(
      'after',
      '\nA score says nothing about liveness: a photograph of a photograph scores as well.\nThe exit code is 0 also when the faces are of different people, and 1 when a picture cannot be compared.',
    )
    .action((a: string, b: string, options: CompareOptions) =>
      withEngine((engine) => compare(engine, [a, b], options)),
    );
}
