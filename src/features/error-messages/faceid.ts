import type { Messages } from './message.ts';

export const faceidMessages: Messages = {};
