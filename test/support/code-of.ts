/** The code that a call was refused with; `no error` when it was answered. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (error: unknown) => {
      const { code } = error as { code?: unknown };
      return typeof code === 'string' ? code : 'an error without a code';
    },
  );
