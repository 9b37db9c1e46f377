export interface Repeating {
  /** Resolves once no turn is under way and none will follow. */
  stop(): Promise<void>;
}

/**
 * Does something at once, and again and again from then on.
 * @param work must not throw: what fails is its own to report, and is tried again with the next turn
 * @param everyMs pause between the end of one turn and the start of the next
 */
export const repeat = (work: () => Promise<void>, everyMs: number): Repeating => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();
  const begin = (): void => {
    turn = work().then(() => {
      if (!stopped) timer = setTimeout(begin, everyMs);
    });
  };
  begin();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
};
