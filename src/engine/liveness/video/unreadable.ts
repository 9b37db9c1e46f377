import { EngineError } from '../../types.ts';

export const unreadable = (): EngineError => new EngineError('unreadable-video', 'the video cannot be read');

export const unsupported = (): EngineError =>
  new EngineError('unsupported-video', 'no decoder is there for what the video holds');

export const tooLong = (seconds: number): EngineError =>
  new EngineError('too-long', `the video is longer than ${seconds} s`);
