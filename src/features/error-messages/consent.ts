import type { Messages } from './pairs.ts';

/** Codes of the registry of consents. */
export const consentMessages: Messages = {
  'FailedOperation.ConsentWithdrawn': [
    'The consent was withdrawn. A withdrawal is final: ask for a new consent and register it under a new id.',
    '该同意已被撤回。撤回不可恢复，请重新取得同意并使用新的标识登记。',
  ],
  'ResourceInUse.ConsentId': [
    'The id belongs to a consent of another end user, category, purpose, jurisdiction or other fields.',
    '该标识已用于其他用户、类别、目的、法域或字段的同意。',
  ],
};
