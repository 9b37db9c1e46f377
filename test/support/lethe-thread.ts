/**
 * The thread in which `runLethe` runs `lethe`. Node starts and loads the sources once; of each command only `main.ts` is
 * loaded anew, so it sees arguments, variables and output of its own, as a process would.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

export interface LetheOrder {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Wiring {
  readonly main: string;
  readonly port: MessagePort;
  /** One number: how many commands have ended. */
  readonly ended: Int32Array;
}

const { main, port, ended } = workerData as Wiring;
let run = 0;

/** What is written to a stream goes to `take` instead. */
const divert = (stream: NodeJS.WriteStream, take: (text: string) => void): void => {
  stream.write = (chunk: string | Uint8Array): boolean => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    return true;
  };
};

async function perform({ args, env }: LetheOrder): Promise<void> {
  const printed = { out: '', error: '' };
  divert(process.stdout, (text) => (printed.out += text));
  divert(process.stderr, (text) => (printed.error += text));
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv = [process.execPath, main, ...args];
  process.exitCode = undefined;
  const code = await new Promise<number>((resolve) => {
    // Whoever ends the process has done all that it does.
    process.exit = (given): never => {
      resolve(Number(given ?? process.exitCode ?? 0));
      throw new Error('the process has ended');
    };
    import(`${main}?run=${++run}`).then(
      () => resolve(Number(process.exitCode ?? 0)),
      (error: unknown) => {
        printed.error += String(error);
        resolve(1);
      },
    );
  });
  port.postMessage({ ...printed, code });
  Atomics.add(ended, 0, 1);
  Atomics.notify(ended, 0);
}

parentPort?.on('message', (order: LetheOrder) => void perform(order));
