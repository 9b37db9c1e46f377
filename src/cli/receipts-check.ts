import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { publicKeyOf, spkiOf } from '../lib/signed-note.ts';
import { checkProof, type Proven } from '../proof/check.ts';
import { ProofError, type ProvenEntry } from '../proof/formats.ts';
import { countsText, instantText } from './columns.ts';

const RAW_BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * @param given a PEM, a file that holds one, or the 32 bytes in Base64
 * @throws ProofError
 */
const parseKey = (given: string): KeyObject => {
  const text = (existsSync(given) ? readFileSync(given, 'utf8') : given).trim();
  try {
    const key = RAW_BASE64.test(text) ? publicKeyOf(Buffer.from(text, 'base64')) : createPublicKey(text);
    spkiOf(key);
    return key;
  } catch {
    throw new ProofError('--key is neither an Ed25519 public key in PEM nor a file that holds one');
  }
};

/** @throws ProofError when it is no text */
const readText = (file: string): string => {
  const bytes = readFileSync(file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProofError('It is no text');
  }
};

const entryText = ({ index, kind, at, appId, counts, id }: ProvenEntry): string =>
  `  ${index}  ${instantText(at)}  ${kind}  account ${appId ?? '-'}  ${countsText(counts)}  ${id}`;

const provenText = ({ kind, size, fromSize, entries, statement }: Proven): string => {
  const lines = {
    head: `A head of a log of ${size} receipts`,
    receipt: `This receipt is in the log of ${size} receipts:`,
    consistency: `The log of ${fromSize ?? 0} receipts is the beginning of the log of ${size}: nothing was edited, dropped or moved`,
    certificate: `A certificate; its ${entries.length} receipts are in the log of ${size} receipts:`,
  };
  const stated = statement === undefined ? [] : [`It states: ${JSON.stringify(statement)}`];
  return [lines[kind], ...entries.map(entryText), ...stated].join('\n');
};

const check = (file: string, given: string | undefined): void => {
  try {
    const proven = checkProof(readText(file), given === undefined ? undefined : parseKey(given));
    console.log(`Verified. ${provenText(proven)}`);
    console.log(`key ${proven.logId}`);
    if (given === undefined)
      console.log(
        'That is the key in the file itself: this shows only that the file agrees with itself. Compare the key\n' +
          "with the operator's, from a source that you trust, or check again with --key.",
      );
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    console.log(`Not verified: ${error.message}`);
    process.exitCode = 1;
  }
};

/** `lethe receipts check`: opens no data folder, needs no server and no secret. Exit code 1 unless all of it verifies. */
export function registerReceiptsCheckCommand(receipts: Command): void {
  receipts
    .command('check')
    .description('verify a proof, head or certificate offline')
    .argument('<file>', 'what prove, head or consistency wrote, or a certificate')
    .option('--key <pem>', "the log's public key: PEM, a file with it, or 32 bytes in Base64")
    .action((file: string, { key }: { key?: string }) => check(file, key));
}
