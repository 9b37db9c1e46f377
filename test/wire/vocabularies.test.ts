import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SpeechOptions } from '../../src/engine/speech/types.ts';
import { codeOf } from '../support/code-of.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';

const SAID = 'Um, call nine one one, Persephone. I I said shit.';

const words = SAID.split(' ').map((text, i) => ({ text, startMs: i * 100, endMs: (i + 1) * 100 }));
const sentences = [words.slice(0, 6), words.slice(6)].map((part) => ({
  text: part.map(({ text }) => text).join(' '),
  startMs: part[0]!.startMs,
  endMs: part.at(-1)!.endMs,
  words: part,
  channel: 0,
  meanLogProbability: -0.1,
}));

let heardWith: SpeechOptions;
const engine = fakeEngine({
  transcribe: ({ options }) => {
    heardWith = options;
    return Promise.resolve({ text: SAID, audioSeconds: 1.2, words, sentences, steps: [] });
  },
});

let server: TestServer;
let asr: TestServer['clients']['asr'];
beforeAll(async () => {
  server = await startLethe({ engine });
  asr = server.clients.asr;
});
afterAll(() => server[Symbol.asyncDispose]());
/** Many calls are made here, 20 of an action a second at most. */
const aSecondLater = (): void => server.clock.moveTo(server.clock.now() + 1_000);
afterEach(async () => {
  aSecondLater();
  const { VocabList = [] } = await asr.GetAsrVocabList({});
  for (const [i, { VocabId = '' }] of VocabList.entries()) {
    if (i % 15 === 0) aSecondLater();
    await asr.DeleteAsrVocab({ VocabId });
  }
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const ORDER = { EngSerViceType: '16k_en', SourceType: 1, VoiceFormat: 'wav', Data: base64('audio') };
const hear = (more: object = {}) => asr.SentenceRecognition({ ...ORDER, ...more });
const WordWeights = [
  { Word: 'Persephone', Weight: 10 },
  { Word: 'Styx', Weight: 100 },
];
const create = async (Name: string): Promise<string> =>
  (await asr.CreateAsrVocab({ Name, WordWeights })).VocabId ?? '';

describe('vocabularies', () => {
  it('are made, shown, changed, downloaded and erased', async () => {
    const VocabId = await create('Rivers & people, 一');
    expect(VocabId).toMatch(/^[0-9a-f]{32}$/);
    const shown = await asr.GetAsrVocab({ VocabId });
    expect(shown).toMatchObject({ Name: 'Rivers & people, 一', Description: '', State: 0, WordWeights });
    expect(shown.CreateTime).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const file = base64('Charon|3\nthe ferry|11\n');
    await asr.UpdateAsrVocab({ VocabId, Description: 'below', WordWeightStr: file });
    expect(await asr.GetAsrVocab({ VocabId })).toMatchObject({
      Name: 'Rivers & people, 一',
      Description: 'below',
    });
    const { WordWeightStr = '' } = await asr.DownloadAsrVocab({ VocabId });
    expect(Buffer.from(WordWeightStr, 'base64').toString()).toBe('Charon|3\nthe ferry|11');
    await asr.DeleteAsrVocab({ VocabId });
    expect(await codeOf(asr.GetAsrVocab({ VocabId }))).toBe('InvalidParameterValue.InvalidVocabId');
    expect(await codeOf(asr.DeleteAsrVocab({ VocabId }))).toBe('InvalidParameterValue.InvalidVocabId');
  });

  it('are listed by pages, thirty at most', async () => {
    for (let i = 0; i < 30; i++) {
      // However fast the machine: no more calls in a second than the action allows.
      if (i % 15 === 0) server.clock.moveTo(server.clock.now() + 1_000);
      await create(`list ${i}`);
    }
    const { VocabList = [], TotalCount } = await asr.GetAsrVocabList({ Offset: 28, Limit: 5 });
    expect([VocabList.map(({ Name }) => Name), TotalCount]).toEqual([['list 28', 'list 29'], 30]);
    expect(await asr.GetAsrVocabList({ TagInfos: ['a : b'] })).toMatchObject({
      VocabList: [],
      TotalCount: 0,
    });
    expect(await codeOf(create('one more'))).toBe('LimitExceeded.VocabFull');
  });

  it.each([
    [{ Name: '' }, 'InvalidParameterValue.InvalidParameterLength'],
    [{ Name: 'n'.repeat(256) }, 'InvalidParameterValue.InvalidParameterLength'],
    [{ Name: 'a\nb' }, 'InvalidParameterValue'],
    [{ Description: 'd'.repeat(1001) }, 'InvalidParameterValue.InvalidParameterLength'],
    [{ WordWeights: [] }, 'InvalidParameterValue.InvalidParameterLength'],
    [{ WordWeights: [{ Word: 'a', Weight: 12 }] }, 'InvalidParameterValue.InvalidWordWeight'],
    [
      { WordWeights: [{ Word: '十一个汉字就是太长了吧', Weight: 1 }] },
      'InvalidParameterValue.InvalidParameterLength',
    ],
    [
      { WordWeights: Array(1001).fill({ Word: 'a', Weight: 1 }) },
      'InvalidParameterValue.InvalidParameterLength',
    ],
    [{ WordWeightStr: '?' }, 'InvalidParameterValue.InvalidWordWeightStr'],
    [{ WordWeightStr: base64('no weight') }, 'InvalidParameterValue.InvalidWordWeight'],
  ])('are refused: %j', async (more, code) => {
    expect(await codeOf(asr.CreateAsrVocab({ Name: 'name', WordWeights, ...more }))).toBe(code);
  });
});

it('a vocabulary without words is refused', async () => {
  expect(await codeOf(asr.CreateAsrVocab({ Name: 'name' }))).toBe('MissingParameter');
});

describe('hot words of a call', () => {
  it('are those of its list, else of its vocabulary, else of the default one', async () => {
    const [named, usual] = [await create('named'), await create('usual')];
    await asr.UpdateAsrVocab({ VocabId: named, WordWeights: [{ Word: 'Charon', Weight: 4 }] });
    await asr.SetVocabState({ VocabId: usual, State: 1 });
    expect((await asr.GetAsrVocab({ VocabId: usual })).State).toBe(1);
    await hear({ HotwordList: 'Lethe|5, the ferry|11', HotwordId: named });
    expect(heardWith.hotWords).toEqual([
      { text: 'Lethe', weight: 5 },
      { text: 'the ferry', weight: 11 },
    ]);
    await hear({ HotwordId: named });
    expect(heardWith.hotWords).toEqual([{ text: 'Charon', weight: 4 }]);
    await hear();
    expect(heardWith.hotWords?.map(({ text }) => text)).toEqual(['Persephone', 'Styx']);
    await asr.SetVocabState({ VocabId: usual, State: 0 });
    await hear();
    expect(heardWith).not.toHaveProperty('hotWords');
  });

  it.each([
    [{ HotwordList: 'Lethe' }, 'InvalidParameterValue.InvalidWordWeight'],
    [{ HotwordList: 'Lethe|0' }, 'InvalidParameterValue.InvalidWordWeight'],
    [{ HotwordList: `${'l'.repeat(31)}|5` }, 'InvalidParameterValue.InvalidParameterLength'],
    [{ HotwordList: Array(129).fill('a|1').join(',') }, 'InvalidParameterValue.InvalidParameterLength'],
    [{ HotwordId: 'nobody' }, 'InvalidParameterValue.InvalidVocabId'],
    [{ CustomizationId: 'model' }, 'UnsupportedOperation'],
    [{ ReplaceTextId: 'table' }, 'UnsupportedOperation'],
    [{ EngSerViceType: '16k_en_large' }, 'InvalidParameterValue.ErrorInvalidEngservice'],
  ])('or of anything else are refused: %j', async (more, code) => {
    expect(await codeOf(hear(more))).toBe(code);
  });
});

describe('the wording of a sentence', () => {
  it.each([
    [{}, 'Um, call 911, Persephone. I I said shit.'],
    [{ ConvertNumMode: 0 }, SAID],
    [{ FilterModal: 1, FilterDirty: 2 }, 'Call 911, Persephone. I I said *.'],
    [{ FilterModal: 2, FilterDirty: 1, FilterPunc: 1 }, 'Call 911, Persephone I said'],
    [{ FilterPunc: 2 }, 'Um call 911 Persephone I I said shit'],
  ])('is as asked for: %j', async (more, text) => {
    expect((await hear(more)).Result).toBe(text);
  });

  it('goes for its words, too, without punctuation or with it', async () => {
    expect(await hear()).toMatchObject({ WordSize: 0, WordList: [], AudioDuration: 1200 });
    const { WordList = [], WordSize } = await hear({ WordInfo: 1 });
    expect(WordList.slice(0, 4)).toEqual([
      { Word: 'Um', StartTime: 0, EndTime: 100 },
      { Word: 'call', StartTime: 100, EndTime: 200 },
      { Word: '911', StartTime: 200, EndTime: 500 },
      { Word: 'Persephone', StartTime: 500, EndTime: 600 },
    ]);
    expect(WordSize).toBe(8);
    expect((await hear({ WordInfo: 2 })).WordList?.[2]?.Word).toBe('911,');
  });
});

describe('keyword libraries', () => {
  it('are made, listed, changed and erased', async () => {
    const made = await asr.CreateAsrKeyWordLib({ Name: 'cases_1', KeyWordFile: base64('refund\nlawyer') });
    const KeyWordLibId = made.Data?.KeyWordLibId ?? '';
    await asr.UpdateAsrKeyWordLib({ KeyWordLibId, Name: 'cases-2', KeyWordFile: '' });
    const { Data } = await asr.GetAsrKeyWordLibList({ SpecifyNames: ['cases-2'], OnlySelf: true });
    expect(Data).toMatchObject({
      KeyWordLibList: [{ KeyWordLibId, Name: 'cases-2', KeyWordList: ['refund', 'lawyer'] }],
      TotalCount: 1,
    });
    expect((await asr.GetAsrKeyWordLibList({ SpecifyNames: ['x'] })).Data?.TotalCount).toBe(0);
    expect((await asr.GetAsrVocabList({})).TotalCount).toBe(0);
    await asr.DeleteAsrKeyWordLib({ KeyWordLibId });
    expect((await asr.GetAsrKeyWordLibList({})).Data?.KeyWordLibList).toEqual([]);
  });

  it.each([
    [{ Name: 'no spaces' }, 'InvalidParameterValue'],
    [{ Name: 'n'.repeat(21) }, 'InvalidParameterValue.InvalidParameterLength'],
    [{ KeyWordFile: base64('sixteen letters!') }, 'InvalidParameterValue.InvalidParameterLength'],
    [{ KeyWordFile: base64('a\n\nb') }, 'InvalidParameterValue.InvalidParameterLength'],
    [
      { KeyWordFile: base64(Array(101).fill('a').join('\n')) },
      'InvalidParameterValue.InvalidParameterLength',
    ],
  ])('are refused: %j', async (more, code) => {
    const request = { Name: 'name', KeyWordFile: base64('word'), ...more };
    expect(await codeOf(asr.CreateAsrKeyWordLib(request))).toBe(code);
  });
});

describe('GetUsageByDate', () => {
  it('tells calls and seconds by kind, of the days asked for', async () => {
    const { appId, app } = server;
    const used = (item: string, day: string, volume: number) => ({ appId, item, day, volume });
    await app.vault.put(
      [],
      [
        used('asr.recording', '2026-03-01', 60.5),
        used('asr.recording', '2026-03-02', 30),
        used('asr.recording', '2026-03-03', 99),
        used('asr.realtime', '2026-03-02', 7),
      ],
    );
    const { Data } = await asr.GetUsageByDate({
      BizNameList: ['asr_rec', 'asr_rt'],
      StartDate: '2026-03-01',
      EndDate: '2026-03-02',
    });
    expect(Data?.UsageByDateInfoList).toEqual([
      { BizName: 'asr_rec', Count: 2, Duration: 91 },
      { BizName: 'asr_rt', Count: 1, Duration: 7 },
    ]);
  });

  it.each([
    { BizNameList: ['asr_rec'], StartDate: '2026-03-02', EndDate: '2026-03-01' },
    { BizNameList: ['asr_rec'], StartDate: '2026-01-01', EndDate: '2026-05-01' },
    { BizNameList: ['asr_rec'], StartDate: '2026-02-30', EndDate: '2026-03-01' },
    { BizNameList: ['tts'], StartDate: '2026-03-01', EndDate: '2026-03-01' },
  ])('refuses %j', async (request) => {
    expect(await codeOf(asr.GetUsageByDate(request))).toBe('InvalidParameterValue');
  });
});
