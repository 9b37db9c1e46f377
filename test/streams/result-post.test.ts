import { describe, expect, it } from 'vitest';
import { checkSumOf, ResultPost } from '../../src/features/asr/streams/result-post.ts';

const receiver = { url: 'http://files.example/told', appId: '1259228442', signToken: 'ewef32ee' };

describe('telling what is heard', () => {
  it('signs with the account, the token and the body', () => {
    expect(checkSumOf({ appId: '1', signToken: 'a' }, '{}')).toBe(
      // printf '1a{}' | sha256sum
      '69e16b00f3175295509796b70086f4c05a64a8854624eb868459f5c12a014ddd',
    );
    expect(checkSumOf({ appId: '1', signToken: '' }, '{}')).toBe('');
  });

  it('keeps the order while a receiver is slow, and gives up the oldest of too many', async () => {
    const taken: number[] = [];
    const gate = Promise.withResolvers<void>();
    const post = new ResultPost(
      async (_, { body }) => {
        await gate.promise;
        taken.push((JSON.parse(Buffer.from(body).toString()) as { n: number }).n);
        return true;
      },
      receiver,
      new AbortController().signal,
    );
    for (let n = 0; n < 150; n++) post.tell({ n });
    gate.resolve();
    await post.settled();
    // The first was on its way already, or nearly so.
    expect(taken.length + post.lost).toBe(150);
    expect(taken.length).toBeGreaterThanOrEqual(100);
    expect(taken).toEqual(taken.toSorted((a, b) => a - b));
    expect(taken.at(-1)).toBe(149);
  });

  it('sends nothing more once nobody waits', async () => {
    const leaving = new AbortController();
    let posts = 0;
    const post = new ResultPost(
      () => {
        posts++;
        leaving.abort();
        return Promise.resolve(false);
      },
      receiver,
      leaving.signal,
    );
    for (let n = 0; n < 3; n++) post.tell({ n });
    await post.settled();
    expect([posts, post.lost]).toEqual([1, 3]);
  });
});
