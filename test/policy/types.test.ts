import { describe, expectTypeOf, it } from 'vitest';
import type { CategoryId, RecordOf, StorableCategoryId } from '../../src/policy/catalogue.ts';
import type { Period } from '../../src/policy/types.ts';
import type { PutRequest } from '../../src/records/types.ts';

/** Judged by the type checker: a line that must not compile fails the check as soon as it does. */
describe('records are shaped by the policy', () => {
  const context = { appId: '1', region: 'ap-singapore', subjects: [] };

  it('has exactly the declared fields', () => {
    expectTypeOf<keyof RecordOf<'asr.results'>>().toEqualTypeOf<
      'appId' | 'uin' | 'resultText' | 'audioTime' | 'engineType' | 'createTime'
    >();
    expectTypeOf<RecordOf<'asr.results'>['audioTime']>().toEqualTypeOf<number>();
    expectTypeOf<RecordOf<'asr.audio'>['audio']>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<RecordOf<'ocr.identification'>['name']>().toEqualTypeOf<string | undefined>();
  });

  it('refuses a field that no policy declares', () => {
    const audio = new Uint8Array();
    const put = {
      category: 'asr.audio',
      record: {
        audio,
        // @ts-expect-error the ASR module names no file name
        fileName: 'a.wav',
      },
      context,
    } satisfies PutRequest;
    expectTypeOf(put.record.audio).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
  });

  it('refuses a record that lacks a field, or has one of another type', () => {
    // @ts-expect-error the audio is missing
    const empty: RecordOf<'asr.audio'> = {};
    // @ts-expect-error a name is text
    const misnamed: RecordOf<'ocr.identification'> = { name: 7 };
    expectTypeOf(empty).not.toBeAny();
    expectTypeOf(misnamed).not.toBeAny();
  });

  it('refuses to store what is never stored', () => {
    expectTypeOf<'face.images'>().toExtend<CategoryId>();
    expectTypeOf<'face.images'>().not.toExtend<StorableCategoryId>();
    // @ts-expect-error face images are stored nowhere
    const put: PutRequest = { category: 'face.images', record: { image: new Uint8Array() }, context };
    expectTypeOf(put).not.toBeAny();
  });

  it('refuses what is no period', () => {
    expectTypeOf<'P3M'>().toExtend<Period>();
    expectTypeOf<'PT24H'>().toExtend<Period>();
    expectTypeOf<'3 months'>().not.toExtend<Period>();
    expectTypeOf<'P1W'>().not.toExtend<Period>();
    expectTypeOf<'PT1D'>().not.toExtend<Period>();
  });
});
