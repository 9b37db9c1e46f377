/** Starts two workers, keeps them resting or spinning, and prints their process ids; then waits to be killed. */
import { allWorkers, misbehavingEngine } from './misbehaving-engine.ts';

const pool = misbehavingEngine({ workers: 2 });
const pids = await allWorkers(pool, 2);
if (process.argv[2] === 'spin') for (const _ of pids) pool.order('spin').catch(() => {});
setTimeout(() => console.log(pids.join(' ')), 200);
