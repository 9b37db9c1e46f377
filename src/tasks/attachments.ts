import type { Vault } from '../records/types.ts';
import * as records from './task-records.ts';
import type { Attachments, TaskKind, TaskOrder } from './types.ts';

/**
 * What comes with the file of a task, or stands for it piece by piece where it is too long to be held in memory. All of it is
 * sealed with the file's key.
 * @param fileId record of the file: once that is gone, nothing more is kept
 */
export const attachmentsOf = (
  vault: Vault,
  kind: TaskKind,
  order: TaskOrder,
  fileId: string,
): Attachments => {
  const { file } = kind;
  const { taskId, caller } = order;
  const { appId } = caller;
  return {
    async put(attachment) {
      await vault.put([records.attachmentRecord(kind, order, attachment, fileId)]);
    },
    async get(name) {
      const query = { appId, subject: records.attachmentSubject(taskId, name), limit: 1 };
      const [stored] = await vault.find(file.category, query);
      return (stored && file.contentOf(stored.record)) ?? null;
    },
    async removeGroup(group) {
      const subject = records.attachmentGroup(taskId, group);
      if ((await vault.count(file.category, { appId, subject })) > 0)
        await vault.erase({ appId, subject, categories: [file.category] });
    },
  };
};
