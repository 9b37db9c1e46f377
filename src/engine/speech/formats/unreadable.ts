import { EngineError } from '../../types.ts';

/** @throws EngineError `unreadable-audio`, always */
export function unreadable(message: string): never {
  throw new EngineError('unreadable-audio', message);
}
