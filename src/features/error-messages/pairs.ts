/** English and Chinese. `{name}` is filled from the error's details; a part in `[...]` goes when a detail in it is absent. */
export type Messages = Readonly<Record<string, readonly [en: string, zh: string]>>;
