import type { Action } from '../features/action.ts';
import { ApiError } from '../features/errors.ts';

/** Finds what a call asks for. Endpoints are the operator's own, so the service follows from action and version. */
export class ActionTable {
  readonly #byName = new Map<string, readonly Action[]>();
  readonly #versions = new Set<string>();

  constructor(actions: readonly Action[]) {
    for (const action of actions) {
      this.#byName.set(action.name, [...(this.#byName.get(action.name) ?? []), action]);
      this.#versions.add(action.version);
    }
  }

  /**
   * `scope` is the service that the signature names, and decides only between two services that share both.
   * @throws ApiError `MissingParameter`, `InvalidAction` or `NoSuchVersion`.
   */
  find(name: string, version: string, scope: string): Action {
    if (name === '') throw new ApiError('MissingParameter', { parameter: 'Action' });
    if (version === '') throw new ApiError('MissingParameter', { parameter: 'Version' });
    const named = this.#byName.get(name) ?? [];
    const found = named.filter((action) => action.version === version);
    const action = found.find(({ service }) => service === scope) ?? found[0];
    if (action) return action;
    if (named.length > 0 || !this.#versions.has(version)) throw new ApiError('NoSuchVersion');
    throw new ApiError('InvalidAction');
  }
}
