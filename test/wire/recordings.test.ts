import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordingOptions } from '../../src/engine/speech/types.ts';
import { DAY_MS, SECOND_MS } from '../../src/lib/clock.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import {
  allowing,
  fakeAudio,
  heard,
  listeningEngine,
  ORDER,
  recordingsClient,
  startSite,
  type RecordingsClient,
  type Site,
} from './recordings-client.ts';

let server: TestServer;
let files: Site;
let client: RecordingsClient;
let options: RecordingOptions | undefined;

const SAID = 'The quokka sat on a wall. Damn, it was um twenty feet high.';

beforeAll(async () => {
  files = await startSite((request, response) => {
    if (request.url?.startsWith('/speech')) response.end(fakeAudio(SAID));
    else if (request.url === '/huge') response.writeHead(200, { 'content-length': 2 ** 31 }).end();
    else if (request.url === '/nothing') response.end();
    else response.writeHead(404).end();
  });
  const engine = listeningEngine(async (hearing) => {
    options = hearing.options;
  });
  server = await startLethe({ engine, fetchUrl: allowing(() => files.port) });
  client = recordingsClient(server.target);
});
// However fast the machine: no more calls in a second than the actions allow.
beforeEach(() => server.clock.moveTo(server.clock.now() + SECOND_MS));
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
});

type Order = Partial<typeof ORDER>;

const create = async (order: Order): Promise<number> =>
  (await client.CreateRecTask({ ...ORDER, ...order })).Data?.TaskId ?? 0;

const data = (said = SAID) => ({ Data: fakeAudio(said).toString('base64') });

const secondsBilled = async (): Promise<number> => {
  const range = { appId: server.appId, fromDay: '2000-01-01', toDay: '2100-01-01' };
  const usage = await server.app.vault.usage(range);
  return usage.filter(({ item }) => item === 'asr.recording').reduce((sum, row) => sum + row.volume, 0);
};

/** Tasks that have ended leave none. */
const noAudio = () => expect.poll(() => server.app.vault.count('asr.audio', { appId: server.appId })).toBe(0);

describe('CreateRecTask', () => {
  it('hears what comes with it, and bills its seconds once', async () => {
    const before = await secondsBilled();
    const TaskId = await create(data());
    expect(Number.isSafeInteger(TaskId) && TaskId > 2 ** 32).toBe(true);
    expect(await heard(client, TaskId)).toEqual({
      ...{ TaskId, Status: 2, StatusStr: 'success', ErrorMsg: '', AudioDuration: 6.5 },
      Result:
        '[0:0.000,0:3.000]  The quokka sat on a wall.\n[0:3.000,0:6.500]  Damn, it was um 20 feet high.\n',
    });
    expect((await secondsBilled()) - before).toBe(6.5);
    expect(options).toEqual({ channels: 'mixed', words: false, maxSeconds: 18_000 });
  });

  it('fetches a URL in the background, and forgets it as soon as it has it', async () => {
    const Url = files.url('/speech.wav?signature=HEMLOCK');
    const TaskId = await create({ SourceType: 0, Url });
    expect((await heard(client, TaskId)).Status).toBe(2);
    const kept = await server.app.vault.find('asr.results', { appId: server.appId });
    expect(JSON.stringify(kept)).not.toContain('HEMLOCK');
    await noAudio();
  });

  it('leaves a record of the order and one of the hearing, without a word of what was said', async () => {
    const { RequestId, Data } = await client.CreateRecTask({
      ...ORDER,
      ...data(),
      HotwordList: 'Zanzibar|7',
    });
    await heard(client, Data?.TaskId ?? 0);
    expect(options?.hotWords).toEqual([{ text: 'Zanzibar', weight: 7 }]);
    const subject = { kind: 'request', value: RequestId ?? '' } as const;
    const records = await server.app.vault.find('asr.monitoring', { subject });
    // Both may be of one millisecond.
    const calls = records.toSorted((a, b) => a.record.callId.length - b.record.callId.length);
    expect(calls.map(({ record }) => [record.interfaceName, record.callId, record.fee > 0])).toEqual([
      ['CreateRecTask', RequestId, false],
      ['CreateRecTask', `${RequestId}/1`, true],
    ]);
    const log = await server.app.vault.find('asr.operation-log', { subject });
    expect(log).toHaveLength(2);
    expect(JSON.stringify(log)).not.toMatch(/quokka|Zanzibar|AUDIO/);
    const [result] = await server.app.vault.find('asr.results', { subject });
    expect(Object.keys(result?.record ?? {}).sort()).toEqual(
      ['appId', 'audioTime', 'createTime', 'engineType', 'resultText', 'uin'].sort(),
    );
  });

  it.each([
    ['InvalidParameterValue.ErrorInvalidEngservice', { EngineModelType: '16k_zh' }],
    ['MissingParameter', { SourceType: 0 }],
    ['MissingParameter', {}],
    ['InvalidParameterValue.ErrorInvalidUrl', { SourceType: 0, Url: 'ftp://files.example/a' }],
    ['InvalidParameterValue', { ...data(), CallbackUrl: 'callback' }],
    ['InvalidParameter.ErrorContentlength', { ...data(), DataLen: 3 }],
    ['InvalidParameter.ErrorContentlength', { Data: Buffer.alloc(5 * 1024 * 1024 + 1).toString('base64') }],
    ['InvalidParameterValue.ErrorInvalidVoicedata', { Data: '?' }],
    ['InvalidParameterValue', { ...data(), Extra: '[]' }],
    ['InvalidParameterValue', { ...data(), ResTextFormat: 6 }],
    ['InvalidParameterValue', { ...data(), SentenceMaxLength: 3 }],
    ['UnsupportedOperation', { ...data(), ResTextFormat: 4 }],
    ['UnsupportedOperation', { ...data(), ResTextFormat: 5 }],
    ['UnsupportedOperation', { ...data(), SpeakerDiarization: 1 }],
    ['UnsupportedOperation', { ...data(), EmotionRecognition: 1 }],
    ['UnsupportedOperation', { ...data(), EmotionalEnergy: 1 }],
    ['UnsupportedOperation', { ...data(), CustomizationId: 'x' }],
    ['UnsupportedOperation', { ...data(), ReplaceTextId: 'x' }],
    ['InvalidParameterValue', { ...data(), KeyWordLibIdList: ['x'] }],
    ['UnsupportedOperation', { ...data(), Extra: '{"Domain":3}' }],
    ['UnsupportedOperation', { ...data(), SpeakerRoles: [{ RoleAudioUrl: 'u', RoleName: 'n' }] }],
  ])('answers %s', async (code, order: Order) => {
    await noAudio();
    const kept = await server.app.vault.count('asr.results', { appId: server.appId });
    expect(await codeOf(client.CreateRecTask({ ...ORDER, ...order }))).toBe(code);
    expect(await server.app.vault.count('asr.results', { appId: server.appId })).toBe(kept);
  });

  it('takes what asks for nothing', async () => {
    const TaskId = await create({
      ...data(),
      ...{ SpeakerDiarization: 0, SpeakerNumber: 0, EmotionRecognition: 0, EmotionalEnergy: 0, Extra: '{}' },
      ...{ KeyWordLibIdList: [], CustomizationId: '', ReplaceTextId: '', ReinforceHotword: 0 },
    });
    expect((await heard(client, TaskId)).Status).toBe(2);
  });
});

describe('a recording that cannot be heard', () => {
  it.each([
    ['FailedOperation.ErrorDownFile', { SourceType: 0, Url: 'http://10.0.0.1/a.wav' }],
    ['FailedOperation.ErrorDownFile', { SourceType: 0, path: '/missing' }],
    ['InvalidParameterValue.ErrorVoicedataTooLong', { SourceType: 0, path: '/huge' }],
    ['InvalidParameterValue.ErrorInvalidVoicedata', { SourceType: 0, path: '/nothing' }],
    ['InvalidParameterValue.ErrorInvalidVoicedata', { Data: Buffer.from('noise').toString('base64') }],
  ])(
    'says %s, is not billed, and leaves no audio',
    async (code, { path, ...order }: Order & { path?: string }) => {
      const before = await secondsBilled();
      const url = path === undefined ? {} : { Url: files.url(path) };
      const status = await heard(client, await create({ ...order, ...url }));
      expect(status).toMatchObject({ Status: 3, StatusStr: 'failed', Result: '', AudioDuration: 0 });
      expect(status.ErrorMsg).toMatch(new RegExp(`^${code}: [A-Z]`));
      expect(await secondsBilled()).toBe(before);
      await noAudio();
    },
  );
});

describe('DescribeTaskStatus', () => {
  it('tells words without punctuation, or with it', async () => {
    const [bare, marked] = [1, 2].map((ResTextFormat) => create({ ...data(), ResTextFormat }));
    const [first] = (await heard(client, await (bare as Promise<number>))).ResultDetail ?? [];
    expect(first).toMatchObject({
      ...{ FinalSentence: 'The quokka sat on a wall.', SliceSentence: 'The quokka sat on a wall' },
      ...{ StartMs: 0, EndMs: 3000, WordsNum: 6, SpeechSpeed: 2, SpeakerId: 0, SilenceTime: 0 },
    });
    expect(first?.Words?.at(-1)).toEqual({ Word: 'wall', OffsetStartMs: 2500, OffsetEndMs: 3000 });
    const details = (await heard(client, await (marked as Promise<number>))).ResultDetail ?? [];
    expect(details[0]?.Words?.at(-1)?.Word).toBe('wall.');
    expect(details[1]?.Words?.[0]).toEqual({ Word: 'Damn,', OffsetStartMs: 0, OffsetEndMs: 500 });
  });

  it('splits captions at punctuation and by length', async () => {
    const order = { ...data(), ResTextFormat: 3, SentenceMaxLength: 12, ConvertNumMode: 0 };
    const { Result = '', ResultDetail = [] } = await heard(client, await create(order));
    const texts = ResultDetail.map(({ FinalSentence = '' }) => FinalSentence);
    expect(texts.join(' ')).toBe(SAID);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(12);
    expect(Result.trim().split('\n')).toHaveLength(texts.length);
  });

  it('reports keywords where they were said', async () => {
    const KeyWordFile = Buffer.from('quokka\nemu\n').toString('base64');
    const library = await client.CreateAsrKeyWordLib({ Name: 'Animals', KeyWordFile });
    const id = library.Data?.KeyWordLibId ?? '';
    const order = { ...data(), ResTextFormat: 1, KeyWordLibIdList: [id] };
    const { ResultDetail } = await heard(client, await create(order));
    expect(ResultDetail?.map(({ KeyWordResults }) => KeyWordResults)).toEqual([
      [{ KeyWordLibID: id, KeyWordLibName: 'Animals', KeyWords: ['quokka'] }],
      [],
    ]);
  });

  it('tells the two sides of a call apart', async () => {
    const order = { ...data(), EngineModelType: '8k_en', ChannelNum: 2, ResTextFormat: 2 };
    const { Result, ResultDetail } = await heard(client, await create(order));
    expect(options?.channels).toBe('apart');
    expect(Result).toMatch(/^\[0:0\.000,0:3\.000,0\] {2}The quokka.*\n\[0:3\.000,0:6\.500,1\] {2}Damn/);
    expect(ResultDetail?.map(({ SpeakerId }) => SpeakerId)).toEqual([0, 1]);
  });

  it('words a transcript as it was asked for', async () => {
    const order = { ...data(), FilterDirty: 2, FilterModal: 1, FilterPunc: 2, ConvertNumMode: 0 };
    const { Result } = await heard(client, await create(order));
    expect(Result).toContain('  * it was twenty feet high\n');
  });

  it('knows nothing of other accounts’ tasks, of those that never were, nor after a day', async () => {
    const TaskId = await create(data());
    await heard(client, TaskId);
    const { secretId, secretKey } = await server.app.accounts.create({ name: 'neighbour' });
    const neighbour = recordingsClient({ port: server.target.port, secretId, secretKey });
    const noSuchTask = 'FailedOperation.NoSuchTask';
    expect(await codeOf(neighbour.DescribeTaskStatus({ TaskId }))).toBe(noSuchTask);
    expect(await codeOf(client.DescribeTaskStatus({ TaskId: TaskId + 4096 }))).toBe(noSuchTask);
    const { vault } = server.app;
    expect(await vault.count('asr.results', { appId: server.appId })).toBeGreaterThan(0);
    await vault.expire({ now: server.clock.now() + 7 * DAY_MS });
    expect(await vault.count('asr.results', { appId: server.appId })).toBe(0);
  });
});
