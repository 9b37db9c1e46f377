/** An answer that the caller can act on: a documented code, and what goes into its message. Never personal data. */
export class ApiError extends Error {
  readonly code: string;
  /** Values for the message's placeholders: names of parameters, limits. */
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: string, details: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}
