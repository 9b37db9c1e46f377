/** Runs pieces of work one after the other, in the order in which they come; a failed one does not stop the next. */
export const oneAtATime = (): (<R>(work: () => Promise<R>) => Promise<R>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
};
