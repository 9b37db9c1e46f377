/** Entry of a worker process. Each recogniser is imported when it is first needed: a worker that only reads has no speech in it. */
import { serveJobs } from './worker-loop.ts';

serveJobs({
  readText: async () => {
    const { createTextReader } = await import('./text/reader.ts');
    const reader = await createTextReader();
    return ({ image, options }) => reader.read(image, options);
  },
  transcribe: async () => {
    const { createTranscriber } = await import('./speech/transcriber.ts');
    const transcriber = await createTranscriber();
    return ({ audio, options }) => transcriber.transcribe(audio, options);
  },
  findFaces: async () => {
    const { createFaceFinder } = await import('./face/finder.ts');
    const finder = await createFaceFinder();
    return ({ image, options }) => finder.find(image, options);
  },
});
