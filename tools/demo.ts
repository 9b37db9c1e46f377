import { createPublicKey } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import { createApp, openStores, restoreFrom, type App } from '../src/app.ts';
import { readConfig, type Config } from '../src/config.ts';
import { DAY_MS, HOUR_MS } from '../src/lib/clock.ts';
import { newSecretId, newSecretKey } from '../src/lib/ids.ts';
import { checkProof } from '../src/proof/check.ts';
import { scanFolder } from '../src/records/scan/forensic-scan.ts';
import type { Subject } from '../src/records/types.ts';
import { drawIdDocument } from '../test/material/draw-document.ts';
import { facePhotos } from '../test/material/faces.ts';
import { speechSample } from '../test/material/speech.ts';
import { clientSettings, mainlandClients, type ClientTarget } from '../test/support/sdk.ts';
import { brokenPromises, chapter, promise, say, showHoldings } from './demo/show.ts';

/** `npm run demo`: a tour of recognising, keeping, expiring, erasing and proving, on material made for it. */

const folder = await mkdtemp(join(tmpdir(), 'lethe-demo-'));
const data = join(folder, 'data');
const elsewhere = join(folder, 'another disk');
const backups = join(elsewhere, 'back-ups');
const key = { secretId: newSecretId(), secretKey: newSecretKey() };
const configOf = (dataFolder: string): Config =>
  readConfig({
    LETHE_DATA: dataFolder,
    LETHE_PORT: '0',
    LETHE_SECRET_ID: key.secretId,
    LETHE_SECRET_KEY: key.secretKey,
    LETHE_MASTER_KEY: masterKey,
    LETHE_LEDGER_MIRROR: join(elsewhere, 'ledger.db'),
    LETHE_LOG_LEVEL: 'error',
  });
const masterKey = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
let aheadMs = 0;
const clock = { now: () => Date.now() + aheadMs };
/** What must never be found on the disk, by what it is. */
const canaries: Record<string, string | Uint8Array> = { 'the SecretKey': key.secretKey };
const person: Subject = { kind: 'person', value: 'customer-4711' };
const neighbour = 'customer-4712';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const middle = (bytes: Uint8Array): Uint8Array => bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 32);
type Clients = ReturnType<typeof mainlandClients>;

async function start(): Promise<App> {
  chapter('A server, an account, and the official SDK');
  await mkdir(elsewhere, { recursive: true });
  return createApp(configOf(data), { clock });
}

async function readDocument({ ocr }: Clients): Promise<void> {
  chapter('Reading a document that was drawn a moment ago');
  const document = await drawIdDocument();
  const { TextDetections = [], RequestId } = await ocr.GeneralBasicOCR({
    ImageBase64: base64(document.image),
  });
  for (const { DetectedText, Confidence } of TextDetections.slice(0, 8))
    say(`${Confidence} %  ${DetectedText}`);
  say(`... ${TextDetections.length} lines, RequestId ${RequestId}`);
  const text = TextDetections.map((d) => d.DetectedText).join(' ');
  promise('the document number was read', text.includes(document.fields['number'] ?? 'missing'));
  Object.assign(canaries, {
    'the name on the document': document.fields['surname'],
    'its number': document.fields['number'],
    'its picture': middle(document.image),
  });
}

async function listen({ asr }: Clients): Promise<void> {
  chapter('Listening to a recording');
  const { wav, transcript, seconds } = await speechSample();
  const { Result = '' } = await asr.SentenceRecognition({
    EngSerViceType: '16k_en',
    SourceType: 1,
    VoiceFormat: 'wav',
    Data: base64(wav),
    DataLen: wav.length,
  });
  say(`said    ${transcript}`);
  say(`heard   ${Result}`);
  promise(`${seconds.toFixed(1)} s of speech became text`, Result.length > transcript.length / 2);
  Object.assign(canaries, { 'what was heard': Result.slice(0, 24), 'the recording': middle(wav) });
}

async function compareFaces({ iai }: Clients): Promise<void> {
  chapter('Finding faces and comparing them');
  const { personA, personB, group, groupFaces } = await facePhotos();
  const { FaceInfos = [] } = await iai.DetectFace({ Image: base64(group), MaxFaceNum: 20 });
  const same = await iai.CompareFace({ ImageA: base64(personA[0]), ImageB: base64(personA[1]) });
  const other = await iai.CompareFace({ ImageA: base64(personA[0]), ImageB: base64(personB) });
  say('40, 50 and 60 stand for one false accept in a thousand, ten thousand, a hundred thousand');
  promise(`${FaceInfos.length} faces in a group of ${groupFaces}`, FaceInfos.length === groupFaces);
  promise(`one person twice scores ${same.Score?.toFixed(1)}`, (same.Score ?? 0) >= 60);
  promise(`two people score ${other.Score?.toFixed(1)}`, (other.Score ?? 100) < 40);
  await iai.DetectFace({ Image: base64(group).slice(0, 8000) }).catch((error: { code?: string }) => {
    say(`a truncated picture is answered with ${error.code}`);
  });
  Object.assign(canaries, { 'a face picture': middle(personA[0]) });
}

/** Whom of the group a picture shows, and how sure that is. */
const whoIsIn = async ({ iai }: Clients, image: Uint8Array) => {
  const search = { GroupIds: ['customers'], Image: base64(image), FaceMatchThreshold: 60 };
  const { Results = [] } = await iai.SearchPersons(search);
  return Results[0]?.Candidates?.[0];
};

async function enrolFaces(clients: Clients): Promise<void> {
  chapter('People of a group, found in pictures that were never seen before');
  const { personA, personB } = await facePhotos();
  const name = 'Elin Eriksson-Tours';
  await clients.iai.CreateGroup({ GroupId: 'customers', GroupName: 'those who agreed' });
  for (const [PersonId, PersonName, photo] of [
    [person.value, name, personA[0]],
    [neighbour, 'Nina Neighbour', personB],
  ] as const)
    await clients.iai.CreatePerson({ GroupId: 'customers', PersonId, PersonName, Image: base64(photo) });
  say('kept of each: a template of 2048 bits under the secret of the group, sealed; no picture');
  const { PersonId, Score } = (await whoIsIn(clients, personA[1])) ?? {};
  promise(`another picture of ${PersonId} is known, at ${Score?.toFixed(1)}`, PersonId === person.value);
  Object.assign(canaries, { 'the PersonId': person.value, 'the name of a person': name });
}

async function keep({ vault }: App, appId: string): Promise<void> {
  chapter('Keeping what a caller asked to keep, and refusing what nobody promised');
  const context = { appId, region: 'ap-singapore', subjects: [person], sealedFor: person };
  const result = {
    appId,
    uin: '100000000001',
    resultText: 'my new address is 7 Lime Street',
    audioTime: 3.2,
  };
  await vault.put([
    {
      category: 'asr.results',
      record: { ...result, engineType: '16k_en', createTime: clock.now() },
      context,
    },
  ]);
  Object.assign(canaries, { 'a stored transcript': 'new address is 7 Lime Street' });
  const refused = await vault
    .put([
      {
        category: 'ocr.identification',
        record: { name: 'ERIKSSON' },
        context: { ...context, jurisdiction: 'SG' },
      },
    ])
    .then(
      () => false,
      () => true,
    );
  promise('Identification Data without a registered consent is refused', refused);
}

/** What a call reads is gone with it, unless the end user agreed that it be kept. */
async function consent({ vault }: App, target: ClientTarget): Promise<void> {
  chapter('Identification Data: only under a consent, and no longer than it lives');
  const privacy = new CommonClient('privacy', '2026-11-01', clientSettings(target));
  const { image } = await drawIdDocument();
  const ocr = new CommonClient('ocr', '2018-11-19', clientSettings(target));
  const read = (ConsentId: string): Promise<{ IdentificationData?: { State: string; Reason?: string } }> =>
    ocr.request('GeneralBasicOCR', { ImageBase64: base64(image), ConsentId });
  const give = (ConsentId: string, DateOfBirth: string): Promise<unknown> =>
    privacy.request('CreateConsent', {
      ...{ ConsentId, DateOfBirth, EndUser: person.value, Category: 'ocr.identification', Fields: ['photo'] },
      ...{ Purpose: 'improve training models', Evidence: 'form 17', Language: 'en', Jurisdiction: 'SG' },
    });
  await give('consent-adult', '1990-05-01');
  await give('consent-child', `${new Date(clock.now()).getUTCFullYear() - 9}-05-01`);
  const [kept, child, unknown] = [
    await read('consent-adult'),
    await read('consent-child'),
    await read('none'),
  ];
  const held = (): Promise<readonly unknown[]> => vault.find('ocr.identification', { subject: person });
  promise('with a consent the picture is kept', kept.IdentificationData?.State === 'Kept');
  for (const { IdentificationData } of [child, unknown])
    promise(`without one it is not: ${IdentificationData?.Reason}`, IdentificationData?.State === 'NotKept');
  promise('so one is held', (await held()).length === 1);
  await privacy.request('WithdrawConsent', { ConsentId: 'consent-adult' });
  promise('and none a moment after the consent is withdrawn', (await held()).length === 0);
}

async function backUp({ vault }: App): Promise<void> {
  chapter('A back-up, without the keys that it could be read with');
  const { snapshot } = await vault.backup({ to: backups });
  say(`${snapshot.entries} records sealed into a folder on another disk`);
}

/** As if the machine had burnt: the back-up, the ledger's mirror and the master key are what is left. */
async function restore(): Promise<void> {
  chapter('The back-up restored on another machine');
  const folderOfNext = join(folder, 'the next machine');
  const report = await restoreFrom(configOf(folderOfNext), { from: backups }, clock);
  const { dropped } = report;
  say(
    `${report.restored} records came back; ${dropped['key-destroyed'] + dropped.erased} erased ones did not`,
  );
  await using next = await openStores({ ...configOf(folderOfNext), ledgerMirror: null }, clock);
  const ofPerson = await next.vault.find('face.features', { subject: person });
  promise('what was erased since the back-up did not come back', ofPerson.length === 0);
  const monitoring = await next.vault.find('ocr.monitoring', {});
  promise('the rest did', monitoring.length > 0 && (await next.accounts.list()).length > 0);
}

async function eraseSubject({ vault }: App, appId: string, clients: Clients): Promise<void> {
  chapter(`Erasing ${person.value}: the plan, the stores, a scan, a receipt`);
  const target = { appId, subject: person };
  const planned = await vault.erase(target, { dryRun: true });
  for (const { store, category, count, reason } of planned.steps)
    say(`${store}: ${count} of ${category} (${reason})`);
  const done = await vault.erase(target);
  const left = (await vault.find('face.features', { subject: person })).length;
  promise('nothing of the person is left in any store', done.remains.length === 0 && left === 0);
  const { personA, personB } = await facePhotos();
  promise('a search for the face finds nobody', (await whoIsIn(clients, personA[1])) === undefined);
  const other = await whoIsIn(clients, personB);
  promise(`and finds ${other?.PersonId} as before`, other?.PersonId === neighbour);
  const proof = JSON.stringify(await vault.proveReceipt(done.receiptId ?? ''));
  const key = createPublicKey(vault.receiptKey().pem);
  promise(`receipt ${done.receiptId} verifies`, checkProof(proof, key).kind === 'receipt');
}

async function travel({ vault }: App): Promise<void> {
  chapter('Two years forward');
  for (const [label, ms] of [
    ['a week', 7 * DAY_MS],
    ['three months', 92 * DAY_MS],
    ['two years', 731 * DAY_MS],
  ] as const) {
    aheadMs = ms + HOUR_MS;
    const { removed } = await vault.expire();
    say(`${label}: gone ${removed.map((r) => `${r.count} of ${r.category}`).join(', ') || 'nothing'}`);
  }
  const held = await vault.holdings();
  showHoldings(held);
  promise(
    'nothing was kept late',
    held.every((h) => h.keptLate === 0),
  );
  const timed = held.filter((h) => /monitoring|operation-log/.test(h.category) && h.count > 0);
  promise('no Monitoring record and no operation log is left', timed.length === 0);
}

async function prove({ vault }: App, appId: string): Promise<void> {
  chapter('Proof');
  const seen = await scanFolder(data, { 'the AppId, which stays readable': appId });
  promise('the search works: it finds the AppId, which the stores keep in clear', seen.length > 0);
  const found = await scanFolder(folder, canaries);
  say(
    `every byte of the stores, the back-up and the restored machine was searched for ${Object.keys(canaries).join(', ')}`,
  );
  promise('none of it is there, neither plain nor in Base64, hex or UTF-16', found.length === 0);
  const receipts = await vault.verifyReceipts();
  const key = createPublicKey(vault.receiptKey().pem);
  const [last] = await vault.receipts({ limit: 1 });
  const proof = JSON.stringify(await vault.proveReceipt(last?.id ?? ''));
  promise(
    `a receipt is in the log: ${proof.length} bytes that anybody checks with the public key alone`,
    checkProof(proof, key).kind === 'receipt',
  );
  promise(
    `${receipts.count} receipts, none edited, dropped or reordered; root ${receipts.rootHash.slice(0, 16)}...`,
    receipts.ok,
  );
}

const app = await start();
try {
  const { url, port } = await app.listen();
  const [account] = await app.accounts.list();
  const appId = account?.appId ?? '';
  const clients = mainlandClients({ port, ...key });
  say(`${url}, AppId ${appId}, stores in a temporary folder`);
  await readDocument(clients);
  await listen(clients);
  await compareFaces(clients);
  await enrolFaces(clients);
  await keep(app, appId);
  await consent(app, { port, ...key });
  chapter('What is held now, and until when');
  showHoldings(await app.vault.holdings());
  say('no picture and no recording is among it, and of faces templates alone');
  await backUp(app);
  await eraseSubject(app, appId, clients);
  await restore();
  await travel(app);
  await prove(app, appId);
} finally {
  await app.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(brokenPromises() === 0 ? '\nEvery promise held.' : `\n${brokenPromises()} promises were broken.`);
process.exitCode = brokenPromises() === 0 ? 0 : 1;
