/** Entry of a worker process. Each recogniser is imported when it is first needed: a worker that only reads has no speech in it. */
import { once } from '../lib/once.ts';
import { serveJobs } from './worker-loop.ts';
import type { Recognisers, SessionMakers } from './worker-protocol.ts';

/** All that read text share one set of networks. */
const textReader = once(async () => (await import('./text/reader.ts')).createTextReader());

/** So do all that listen. */
const ears = once(async () => (await import('./speech/ears.ts')).createEars());

/** And all that look for faces. */
const faceFinder = once(async () => (await import('./face/finder.ts')).createFaceFinder());

/** What judges pictures and what judges videos share a network. */
const livenessJudge = once(async () =>
  (await import('./liveness/judge.ts')).createLivenessJudge(await faceFinder()),
);

const makers: Recognisers & SessionMakers = {
  readText: async () => {
    const reader = await textReader();
    return ({ image, options }) => reader.read(image, options);
  },
  transcribe: async () => {
    const { createTranscriber } = await import('./speech/transcriber.ts');
    const transcriber = createTranscriber(await ears());
    return ({ audio, options }) => transcriber.transcribe(audio, options);
  },
  listenOn: async () => {
    const { createListener } = await import('./speech/stream/listener.ts');
    return createListener(await ears());
  },
  loadBrought: async () => {
    const { openBrought } = await import('./speech/brought/sherpa.ts');
    return async ({ model }) => {
      await openBrought(model);
      return {};
    };
  },
  findFaces: async () => {
    const finder = await faceFinder();
    return ({ image, options }) => finder.find(image, options);
  },
  judgeLiveness: async () => {
    const judge = await livenessJudge();
    return ({ image, options }) => judge.judge(image, options);
  },
  judgeCapture: async () => {
    const judge = await livenessJudge();
    return (input) => judge.judgeCapture(input);
  },
  readTable: async () => {
    const { createTableReader } = await import('./table/reader.ts');
    const reader = createTableReader(await textReader());
    return ({ image, options }) => reader.read(image, options);
  },
  readBankCard: async () => {
    const { readBankCard } = await import('./structure/read-card.ts');
    const reader = await textReader();
    return ({ image, options }) => readBankCard(reader, image, options);
  },
  readVin: async () => {
    const { readVin } = await import('./structure/read-card.ts');
    const reader = await textReader();
    return ({ image }) => readVin(reader, image);
  },
  readPlates: async () => {
    const { readPlates } = await import('./plates/read-plates.ts');
    const reader = await textReader();
    return ({ image }) => readPlates(reader, image);
  },
  readSeals: async () => {
    const { readSeals } = await import('./seals/read-seals.ts');
    const reader = await textReader();
    return ({ image, options }) => readSeals(reader, image, options);
  },
  readPairs: async () => {
    const { readPairs } = await import('./structure/read-pairs.ts');
    const reader = await textReader();
    return ({ image, options }) => readPairs(reader, image, options);
  },
  readBusinessCard: async () => {
    const { readBusinessCard } = await import('./business-card/read-business-card.ts');
    const reader = await textReader();
    return ({ image }) => readBusinessCard(reader, image);
  },
  readInvoices: async () => {
    const { readInvoices } = await import('./invoice/read-invoice.ts');
    const reader = await textReader();
    return ({ image, options }) => readInvoices(reader, image, options);
  },
  findCards: async () => {
    const { findCardsIn } = await import('./photo/improve-image.ts');
    return ({ image }) => findCardsIn(image);
  },
  improveImage: async () => {
    const { improveImage } = await import('./photo/improve-image.ts');
    return ({ image, options }) => improveImage(image, options, textReader);
  },
  readCodes: async () => {
    const { readCodes } = await import('./codes/read-codes.ts');
    return ({ image, options }) => readCodes(image, options);
  },
  readDocument: async () => {
    const { readDocument } = await import('./documents/read-document.ts');
    const reader = await textReader();
    return (input) => readDocument(reader, faceFinder, input);
  },
  readPassport: async () => {
    const { createPassportReader } = await import('./mrz/passport-reader.ts');
    const reader = createPassportReader(await textReader(), faceFinder);
    return ({ image, options }) => reader.read(image, options);
  },
  inspectPdf: async () => {
    const { countPdfPages } = await import('./pdf.ts');
    return async ({ pdf }) => ({ pages: await countPdfPages(pdf) });
  },
  drawOverlay: async () => (await import('./overlay/draw-overlay.ts')).drawOverlay,
  drawFaces: async () => (await import('./overlay/draw-faces.ts')).drawFaces,
  recording: async () => {
    const { RecordingSession } = await import('./speech/recording/recording-session.ts');
    const networks = await ears();
    return () => new RecordingSession(networks);
  },
  decoder: async () => {
    const { DecoderSession } = await import('./speech/recording/decoder-session.ts');
    return () => new DecoderSession();
  },
};

serveJobs(makers);
