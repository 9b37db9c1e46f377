/** Starts two workers, keeps them resting or spinning, and prints their process ids; then waits to be killed. */
import { misbehavingEngine } from './misbehaving-engine.ts';

const { order } = misbehavingEngine({ workers: 2 });
const pids = (await Promise.all([order('sleep 100'), order('sleep 100')])).map(({ angle }) => angle);
if (process.argv[2] === 'spin') for (const _ of pids) order('spin').catch(() => {});
setTimeout(() => console.log(pids.join(' ')), 200);
