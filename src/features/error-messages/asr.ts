import type { Messages } from './message.ts';

export const asrMessages: Messages = {};
