/** What changes while a server runs. */
export interface ServerState {
  callsInFlight: number;
  closing: boolean;
  loopback: boolean;
  whenIdle: (() => void)[];
}

/** Counts a call as in flight while it is worked on: a server that stops waits for it. */
export async function inFlight<T>(state: ServerState, work: () => Promise<T>): Promise<T> {
  state.callsInFlight++;
  try {
    return await work();
  } finally {
    state.callsInFlight--;
    if (state.callsInFlight === 0) for (const resolve of state.whenIdle.splice(0)) resolve();
  }
}
