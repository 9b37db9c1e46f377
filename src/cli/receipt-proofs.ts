import { readFileSync, writeFileSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { Option, type Command } from 'commander';
import { checkProof, checkpointIn } from '../proof/check.ts';
import { ProofError, type ProofDocument } from '../proof/formats.ts';
import type { Vault } from '../records/types.ts';
import type { WithVault } from './with-vault.ts';

/** To the file, or to standard output: the same bytes. */
const write = (text: string, out: string | undefined): void => {
  if (out === undefined) process.stdout.write(text);
  else writeFileSync(out, text);
};

const writeDocument = (document: ProofDocument, out: string | undefined): void =>
  write(`${JSON.stringify(document, null, 2)}\n`, out);

const head = async (vault: Vault, out: string | undefined, bare: boolean): Promise<void> => {
  const signed = await vault.treeHead();
  if (bare) write(signed.checkpoint, out);
  else writeDocument(signed, out);
};

/** @throws ProofError when the older head is not one that this log can have gone on from */
const consistency = async (vault: Vault, oldHead: string, out: string | undefined): Promise<void> => {
  const { size } = checkProof(oldHead, createPublicKey(vault.receiptKey().pem));
  const proof = await vault.proveConsistency(size);
  if (checkpointIn(oldHead) !== proof.from.checkpoint)
    throw new ProofError('The older head was signed by this log, and is not its beginning: it was forked');
  writeDocument(proof, out);
};

const key = (vault: Vault, out: string | undefined): void => {
  const { logId, origin, pem, raw, verifierKey } = vault.receiptKey();
  if (out !== undefined) return write(pem, out);
  console.log(
    `fingerprint   ${logId}\norigin        ${origin}\nraw           ${raw}\nverifier key  ${verifierKey}\n${pem}`,
  );
};

const outOption = (): Option => new Option('--out <file>', 'write to this file instead of standard output');

/** `lethe receipts prove|head|consistency|key`: what is handed to those who check the log from outside. */
export function registerReceiptProofCommands(receipts: Command, withVault: WithVault): void {
  receipts
    .command('prove')
    .description('a file that shows offline that a receipt is in the log')
    .argument('<receipt>', 'its id')
    .addOption(outOption())
    .action((id: string, { out }: { out?: string }) =>
      withVault(async (vault) => writeDocument(await vault.proveReceipt(id), out)),
    );
  receipts
    .command('head')
    .description('the log as it is now, signed')
    .option('--checkpoint', 'the bare signed note instead of JSON')
    .addOption(outOption())
    .action(({ out, checkpoint }: { out?: string; checkpoint?: boolean }) =>
      withVault((vault) => head(vault, out, checkpoint ?? false)),
    );
  receipts
    .command('consistency')
    .description('a file that shows that nothing was edited, dropped or moved since an older head')
    .requiredOption('--from <file>', 'the older head')
    .addOption(outOption())
    .action(({ from, out }: { from: string; out?: string }) =>
      withVault((vault) => consistency(vault, readFileSync(from, 'utf8'), out)),
    );
  receipts
    .command('key')
    .description('the public key that the log signs with')
    .option('--out <file>', 'write its PEM to this file')
    .action(({ out }: { out?: string }) => withVault(async (vault) => key(vault, out)));
}
