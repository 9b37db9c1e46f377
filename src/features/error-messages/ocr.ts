import type { Messages } from './message.ts';

export const ocrMessages: Messages = {};
