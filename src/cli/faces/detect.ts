import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Engine } from '../../engine/jobs.ts';
import { SMALLEST_FACE } from '../../features/iai/find-faces.ts';
import { eachFile } from '../error-text.ts';
import { numbered, type WithEngine } from '../read/read.ts';
import { markOf } from './face-marks.ts';
import { faceJson, facesText, sizeText } from './face-text.ts';
import { lookAtFile } from './look.ts';
import { numberBetween } from './numbers.ts';

interface DetectOptions {
  readonly json?: boolean;
  readonly landmarks?: boolean;
  readonly dense?: boolean;
  readonly max: number;
  readonly minSize: number;
  readonly rotate?: boolean;
  readonly overlay?: string;
}

async function detect(engine: Engine, files: readonly string[], options: DetectOptions): Promise<void> {
  const { json, landmarks = false, dense = false, overlay } = options;
  let pictures = 0;
  await eachFile(files, async (file) => {
    const { image, result } = await lookAtFile(engine, file, {
      ...{ maxFaces: options.max, minFaceSize: options.minSize, rotate: options.rotate === true },
      ...{ quality: true, pupils: landmarks || overlay !== undefined, dense },
    });
    const { width, height, faces } = result;
    if (json) {
      const shown = faces.map((face) => faceJson(face, { landmarks }));
      console.log(JSON.stringify({ file, width, height, faces: shown }));
    } else {
      if (files.length > 1) console.log(`== ${file}: ${sizeText(result)}`);
      console.log(facesText(result));
    }
    if (overlay === undefined) return;
    const marks = faces.map((face, index) => markOf(face, String(index + 1)));
    await writeFile(
      numbered(overlay, pictures++),
      await engine.drawFaces({ pictures: [{ image, faces: marks }] }),
    );
  });
}

/** `lethe faces detect FILE...|- [--json [--landmarks]] [--dense] [--max N] [--min-size N] [--rotate] [--overlay OUT.png]` */
export function registerDetect(faces: Command, withEngine: WithEngine): void {
  faces
    .command('detect')
    .description('find faces: boxes, how heads are turned, how good they are; largest first')
    .argument('<files...>', 'PNG, JPEG, BMP, GIF, TIFF or WebP; - for the standard input')
    .option('--json', 'one line of JSON for each picture')
    .option('--landmarks', 'with --json, the 90 points of each face')
    .option(
      '--dense',
      'a dense mesh instead of the 90 points: 478 drawn, its outlines with --json --landmarks',
    )
    .option('--max <number>', 'faces of a picture, 1 to 120', numberBetween(1, 120, { whole: true }), 120)
    .option(
      '--min-size <pixels>',
      'height of the smallest face',
      numberBetween(20, 4000, { whole: true }),
      SMALLEST_FACE,
    )
    .option('--rotate', 'also try the picture turned by 90, 180 and 270 degrees')
    .option(
      '--overlay <file>',
      'draw boxes, numbers and points over the picture; PNG, numbered when there are several',
    )
    .action((files: string[], options: DetectOptions) =>
      withEngine((engine) => detect(engine, files, options)),
    );
}
