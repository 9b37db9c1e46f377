/** A thread of a worker process that ends the process once its parent is gone, whatever the main thread is busy with. */
import { workerData } from 'node:worker_threads';

const EVERY_MS = 1_000;

setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
