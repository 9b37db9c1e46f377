import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchCodes } from './bench/codes.ts';
import { benchFace } from './bench/face.ts';
import { benchForgetting } from './bench/forgetting.ts';
import { benchGateway } from './bench/gateway.ts';
import { benchLimits } from './bench/limits.ts';
import { benchPeople } from './bench/people.ts';
import { benchRecording } from './bench/recording.ts';
import { benchSpeech } from './bench/speech.ts';
import { benchStream } from './bench/stream.ts';
import { benchStreams } from './bench/streams.ts';
import { benchText } from './bench/text.ts';

/** `npm run bench [-- text|limits|speech|stream|streams|recording|faces|people|gateway|forgetting ... [FOLDER]]`: how fast each part is, in one run; text, speech and faces also beside others, on real material. */
const benches = {
  text: benchText,
  limits: benchLimits,
  speech: benchSpeech,
  stream: benchStream,
  streams: benchStreams,
  recording: benchRecording,
  faces: benchFace,
  codes: benchCodes,
  people: benchPeople,
  gateway: benchGateway,
  forgetting: benchForgetting,
} as const;

const args = process.argv.slice(2);
const folder = args.find((arg) =>
  ['ocr/manifest.json', 'asr/manifest.json', 'face/pairs.tsv'].some((file) => existsSync(join(arg, file))),
);
const asked = args.filter((arg) => arg !== folder);
const unknown = asked.find((name) => !Object.hasOwn(benches, name));
if (unknown) {
  console.error(`There is no bench ${unknown}; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}

console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
for (const name of Object.keys(benches) as (keyof typeof benches)[]) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const { name: what, value, unit } of await benches[name](folder))
    console.log(`${name.padEnd(10)} ${what.padEnd(52)} ${value.toPrecision(3).padStart(9)} ${unit}`);
}
process.exit(0);
