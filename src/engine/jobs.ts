import type { FacesOverlayInput, OverlayInput } from './overlay/types.ts';
import type { DocumentInput, DocumentResult } from './documents/types.ts';
import type { BusinessCardResult } from './business-card/types.ts';
import type { InvoiceOptions, InvoiceResult } from './invoice/types.ts';
import type { PassportOptions, PassportResult } from './mrz/passport-types.ts';
import type { CodesOptions, CodesResult } from './codes/types.ts';
import type { CardsResult, ImproveOptions, ImproveResult } from './photo/types.ts';
import type { BankCardOptions, BankCardResult, VinResult } from './structure/read-card.ts';
import type { PairsOptions, PairsResult } from './structure/types.ts';
import type { PlatesResult } from './plates/types.ts';
import type { CaptureInput, CaptureResult, LivenessInput, LivenessResult } from './liveness/types.ts';
import type { SealsOptions, SealsResult } from './seals/types.ts';
import type { TableOptions, TableResult } from './table/types.ts';
import type { LongListening } from './speech/recording/types.ts';
import type { StreamState } from './speech/stream/state.ts';
import type { SpeechOptions, SpeechResult, StreamInput, StreamOutput } from './speech/types.ts';
import type { BroughtModel } from './speech/brought/types.ts';
import type { TextOptions, TextResult, FaceOptions, FaceResult } from './types.ts';

/** Each recogniser: bytes in, result out. `input` and `output` are what crosses to a worker. */
export interface Jobs {
  drawOverlay: { input: OverlayInput; output: Uint8Array };
  drawFaces: { input: FacesOverlayInput; output: Uint8Array };
  readDocument: { input: DocumentInput; output: DocumentResult };
  readText: { input: { image: Uint8Array; options: TextOptions }; output: TextResult };
  transcribe: { input: { audio: Uint8Array; options: SpeechOptions }; output: SpeechResult };
  listenOn: { input: StreamInput<StreamState>; output: StreamOutput<StreamState> };
  /** Loads a model that was brought, or fails. */
  loadBrought: { input: { model: BroughtModel }; output: Record<never, never> };
  findFaces: { input: { image: Uint8Array; options: FaceOptions }; output: FaceResult };
  judgeLiveness: { input: LivenessInput; output: LivenessResult };
  /** @throws EngineError `unreadable-video`, `unsupported-video`, `too-long`, and those of pictures */
  judgeCapture: { input: CaptureInput; output: CaptureResult };
  readTable: { input: { image: Uint8Array; options: TableOptions }; output: TableResult };
  readBankCard: { input: { image: Uint8Array; options: BankCardOptions }; output: BankCardResult };
  readVin: { input: { image: Uint8Array }; output: VinResult };
  readPlates: { input: { image: Uint8Array }; output: PlatesResult };
  readSeals: { input: { image: Uint8Array; options: SealsOptions }; output: SealsResult };
  readPairs: { input: { image: Uint8Array; options: PairsOptions }; output: PairsResult };
  readBusinessCard: { input: { image: Uint8Array }; output: BusinessCardResult };
  readInvoices: { input: { image: Uint8Array; options: InvoiceOptions }; output: InvoiceResult };
  findCards: { input: { image: Uint8Array }; output: CardsResult };
  improveImage: { input: { image: Uint8Array; options: ImproveOptions }; output: ImproveResult };
  readCodes: { input: { image: Uint8Array; options: CodesOptions }; output: CodesResult };
  inspectPdf: { input: { pdf: Uint8Array }; output: { pages: number } };
  readPassport: { input: { image: Uint8Array; options: PassportOptions }; output: PassportResult };
}

export type JobName = keyof Jobs;

/** What `features` sees of recognition. */
export type Engine = {
  [J in JobName]: (input: Jobs[J]['input'], signal?: AbortSignal) => Promise<Jobs[J]['output']>;
} & LongListening & {
    /** Starts loading models in the workers; resolves when each kind of recognition is ready in one of them at least. */
    warm(): Promise<void>;
    close(): Promise<void>;
  };

const JOBS: { readonly [J in JobName]: true } = {
  readText: true,
  transcribe: true,
  listenOn: true,
  loadBrought: true,
  findFaces: true,
  judgeLiveness: true,
  judgeCapture: true,
  readTable: true,
  readPairs: true,
  readBankCard: true,
  readVin: true,
  readPlates: true,
  readSeals: true,
  readInvoices: true,
  readBusinessCard: true,
  findCards: true,
  improveImage: true,
  readCodes: true,
  readPassport: true,
  inspectPdf: true,
  readDocument: true,
  drawOverlay: true,
  drawFaces: true,
};

export const jobNames = Object.keys(JOBS) as readonly JobName[];

type JobCalls = Pick<Engine, JobName>;

/** One call for each job, which hands it to `run`. */
export const jobCalls = (
  run: <J extends JobName>(
    name: J,
    input: Jobs[J]['input'],
    signal?: AbortSignal,
  ) => Promise<Jobs[J]['output']>,
): JobCalls =>
  Object.fromEntries(
    jobNames.map((name) => [
      name,
      (input: Jobs[JobName]['input'], signal?: AbortSignal) => run(name, input, signal),
    ]),
  ) as JobCalls;
