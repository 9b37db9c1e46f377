import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Action } from '../features/action.ts';
import type { Outcome } from './call.ts';

export interface CallMetrics {
  readonly registry: Registry;
  /** Counts a call whose caller and action are known. */
  served(action: Action, outcome: Outcome, seconds: number): void;
  /** Counts a request that got no further than an error: nothing else is kept of it. */
  refused(code: string): void;
}

/** Seconds; from a refused call to a long recording. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counters of one server, in a registry of its own. Labels are names of actions and codes: nobody's data. */
export function createMetrics(gauges: {
  callsInFlight: () => number;
  bodyBytes: () => number;
  subjectRequests: () => { readonly open: number; readonly overdue: number };
  tasks: () => { readonly unfinished: number; readonly partsInHand: number };
}): CallMetrics {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Counter({
    name: 'lethe_calls_total',
    help: 'Calls by service, action and result code.',
    labelNames: ['service', 'action', 'code'],
    registers,
  });
  const refused = new Counter({
    name: 'lethe_refused_requests_total',
    help: 'Requests that were not attributable to a caller and an action, by code.',
    labelNames: ['code'],
    registers,
  });
  const duration = new Histogram({
    name: 'lethe_call_duration_seconds',
    help: 'From arrival to answer, by action.',
    labelNames: ['service', 'action'],
    buckets: BUCKETS,
    registers,
  });
  const billed = new Counter({
    name: 'lethe_billed_volume_total',
    help: 'Billed calls, or seconds of audio, by item of the price list.',
    labelNames: ['item'],
    registers,
  });
  new Gauge({
    name: 'lethe_calls_in_flight',
    help: 'Calls being served.',
    registers,
    collect() {
      this.set(gauges.callsInFlight());
    },
  });
  new Gauge({
    name: 'lethe_request_body_bytes',
    help: 'Bytes of request bodies in memory.',
    registers,
    collect() {
      this.set(gauges.bodyBytes());
    },
  });
  new Gauge({
    name: 'lethe_subject_requests',
    help: 'Requests of data subjects that await an answer, and those that are overdue.',
    labelNames: ['state'],
    registers,
    collect() {
      const { open, overdue } = gauges.subjectRequests();
      this.set({ state: 'open' }, open);
      this.set({ state: 'overdue' }, overdue);
    },
  });
  new Gauge({
    name: 'lethe_tasks_unfinished',
    help: 'Tasks, such as whole documents, that are not ended.',
    registers,
    collect() {
      this.set(gauges.tasks().unfinished);
    },
  });
  new Gauge({
    name: 'lethe_task_parts_in_hand',
    help: 'Parts of tasks that are being done.',
    registers,
    collect() {
      this.set(gauges.tasks().partsInHand);
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  return {
    registry,
    served({ service, name }, outcome, seconds) {
      calls.inc({ service, action: name, code: outcome.result });
      duration.observe({ service, action: name }, seconds);
      if (outcome.billed) billed.inc({ item: outcome.billed.item }, outcome.billed.volume);
    },
    refused: (code) => refused.inc({ code }),
  };
}
