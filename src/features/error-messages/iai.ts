import type { Messages } from './message.ts';

export const iaiMessages: Messages = {};
