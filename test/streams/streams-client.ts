import type { CreateAsyncRecognitionTaskRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/asr/v20190614/asr_models.js';
import type { TestServer } from '../support/lethe.ts';
import type { RecordingsClient } from '../wire/recordings-client.ts';
import type { StreamSite } from './stream-site.ts';

/** @returns the id of the task, and of the call that ordered it */
export const order = async (
  client: RecordingsClient,
  { site }: Pick<StreamSite, 'site'>,
  path: string,
  more: Partial<CreateAsyncRecognitionTaskRequest> = {},
): Promise<{ readonly TaskId: number; readonly requestId: string }> => {
  const { Data, RequestId = '' } = await client.CreateAsyncRecognitionTask({
    ...{ EngineType: '16k_en', Url: site.url(path), CallbackUrl: site.url('/told') },
    ...more,
  });
  return { TaskId: Data?.TaskId ?? 0, requestId: RequestId };
};

/** Streams that are heard now. */
export const running = async (client: RecordingsClient): Promise<readonly (number | undefined)[]> => {
  // @ts-expect-error -- the SDK says that the request is null, and refuses null.
  const { Data } = await client.DescribeAsyncRecognitionTasks({});
  return (Data?.Tasks ?? []).map(({ TaskId }) => TaskId);
};

/** Calls as they are recorded: the order, and each stretch that was heard. */
export const recorded = async ({ app: { vault } }: Pick<TestServer, 'app'>, requestId: string) => {
  const found = await vault.find('asr.monitoring', { subject: { kind: 'request', value: requestId } });
  return found
    .map(({ record }) => ({ call: record.callId.replace(requestId, ''), result: record.result }))
    .toSorted((a, b) => a.call.localeCompare(b.call));
};

/** Seconds of streams that an account was billed for. */
export const billed = async ({
  app: { vault },
  appId,
}: Pick<TestServer, 'app' | 'appId'>): Promise<number> => {
  const usage = await vault.usage({ appId, fromDay: '2000-01-01', toDay: '2100-01-01' });
  return usage.filter(({ item }) => item === 'asr.realtime').reduce((sum, { volume }) => sum + volume, 0);
};
