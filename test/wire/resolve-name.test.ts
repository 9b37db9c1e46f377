import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkedTarget } from '../../src/http/pinned-request.ts';
import { createResolveName, type ResolveName } from '../../src/http/resolve-name.ts';

const [A, AAAA] = [1, 28];
const ADDRESSES: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  'both.example': { [A]: ['93.184.215.14', '93.184.215.15'], [AAAA]: ['2606:2800:21f::1'] },
  'mixed.example': { [A]: ['93.184.215.14', '10.0.0.1'] },
  'halfsilent.example': { [A]: ['93.184.215.14'] },
  'inward.example': { [A]: ['93.184.215.14'], [AAAA]: ['::1'] },
};

let server: Socket;
let resolve: ResolveName;
beforeAll(async () => {
  server = createSocket('udp4');
  server.on('message', (question, { port, address }) => {
    const answer = answerTo(question);
    if (answer) server.send(answer, port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  resolve = createResolveName([`127.0.0.1:${server.address().port}`]);
});
afterAll(() => void server.close());

/** RFC 1035, section 4; null: `silent.*` is never answered, nor `halfsilent.*` about IPv6. */
function answerTo(question: Buffer): Buffer | null {
  const labels: string[] = [];
  let at = 12;
  for (; question[at]; at += question[at]! + 1)
    labels.push(question.toString('latin1', at + 1, at + 1 + question[at]!));
  if (labels[0] === 'silent') return null;
  const type = question.readUInt16BE(at + 1);
  if (labels[0] === 'halfsilent' && type === AAAA) return null;
  const known = ADDRESSES[labels.join('.')];
  const records = (known?.[type] ?? []).map((address) => {
    const data = type === A ? Buffer.from(address.split('.').map(Number)) : sixteenBytes(address);
    const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
    return Buffer.concat([head, data]);
  });
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  head.fill(0, 6);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, question.subarray(12, at + 5), ...records]);
}

const sixteenBytes = (address: string): Buffer => {
  const [front = '', back = ''] = address.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const zeros = 8 - groups(front).length - groups(back).length;
  const all = [...groups(front), ...Array.from({ length: zeros }, () => '0'), ...groups(back)];
  return Buffer.concat(all.map((group) => Buffer.from(group.padStart(4, '0'), 'hex')));
};

test('all addresses of a name, of both kinds', async () => {
  expect(await resolve('both.example')).toEqual(['93.184.215.14', '93.184.215.15', '2606:2800:21f::1']);
  expect(await resolve('nobody.example')).toEqual([]);
});

test('a name is asked only where all of them are public', async () => {
  const target = (name: string) => checkedTarget(`http://${name}/x`, { resolve });
  expect(await target('both.example')).toMatchObject({ address: '93.184.215.14', port: 80 });
  for (const name of ['mixed.example', 'inward.example', 'nobody.example'])
    await expect(target(name), name).rejects.toThrow('address');
});

test('an address is there before a name server that is silent about the other kind is given up', async () => {
  const first = await Promise.race([
    resolve('halfsilent.example'),
    resolve('silent.example').then(() => 'the silent one'),
  ]);
  expect(first).toEqual(['93.184.215.14']);
});

test('names that are never answered hold up none that are', async () => {
  const waiting = Array.from({ length: 20 }, (_, i) => resolve(`silent.n${i}.example`));
  let ended = 0;
  for (const one of waiting) void one.then(() => ended++);
  expect(await resolve('both.example')).toHaveLength(3);
  expect(ended).toBe(0);
  expect((await Promise.all(waiting)).flat()).toEqual([]);
});
