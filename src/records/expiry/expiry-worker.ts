import { parentPort, workerData } from 'node:worker_threads';
import { Turns } from '../../lib/turns.ts';
import { whereOf } from '../../lib/where.ts';
import { compose } from '../../policy/compose.ts';
import { expireDue } from './expire.ts';
import type { ExpiryAnswer, ExpiryOrder, ExpiryWorkerData } from './expiry-thread.ts';
import { readMasterKey } from '../keys/master-key.ts';
import { openStores } from '../stores.ts';

/** Expires what it is told to, on connections of its own, so that the thread that answers calls is not kept waiting. */
const { folder, masterKey, mirrorFile, overlay, now, turns: shared } = workerData as ExpiryWorkerData;
const turns = { lethe: new Turns(shared.lethe), logs: new Turns(shared.logs) };
const policy = compose(overlay ? { overlay } : {});
const source = 'file' in masterKey ? () => readMasterKey(masterKey.file) : masterKey.key;
const stores = await openStores(folder, source, policy, { mirrorFile, now, turns, use: 'removing' });

parentPort?.on('message', (order: ExpiryOrder) => {
  void carryOut(order).then((answer) => parentPort?.postMessage(answer));
});

const carryOut = async (order: ExpiryOrder): Promise<ExpiryAnswer> => {
  try {
    if (order === 'close') {
      await stores.close();
      return { closed: true };
    }
    return { report: await expireDue(stores, policy, { now: order.now, dryRun: false }) };
  } catch (error) {
    return { failed: whereOf(error) };
  }
};
