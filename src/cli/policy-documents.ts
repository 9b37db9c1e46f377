import { writeFile } from 'node:fs/promises';
import { Argument, Option, type Command } from 'commander';
import { anyDocument, type DocumentChoice } from '../policy/documents/any-document.ts';
import { documentHtml } from '../policy/documents/html.ts';
import { documentMarkdown } from '../policy/documents/markdown.ts';
import { processingRecordCsv } from '../policy/documents/processing-record.ts';
import { subProcessorList } from '../policy/documents/sub-processors.ts';
import { languages, type Language } from '../policy/i18n/saying.ts';
import type { NoticeFeature } from '../policy/notice.ts';
import { answering, inForceWith, overlayOption } from './overlay-file.ts';

interface DocumentOptions {
  readonly overlay?: string;
  readonly lang: Language;
  readonly html?: boolean;
}

const featureArgument = (): Argument =>
  new Argument('<feature>', 'one service').choices(['ocr', 'ekyc', 'asr', 'face']);

/** A command that makes one document. */
const documentCommand = (policy: Command, name: string, description: string): Command =>
  policy
    .command(name)
    .description(`${description}, from the rules in force`)
    .addOption(new Option('--lang <language>', 'language').choices(languages).default('en'))
    .addOption(overlayOption());

const withHtml = (command: Command): Command =>
  command.option('--html', 'as a standalone page instead of Markdown');

const print = (text: string): void => void process.stdout.write(text);

/** A document of what is in force, as text. */
const textOf = async ({ overlay, lang, html }: DocumentOptions, what: DocumentChoice): Promise<string> =>
  anyDocument(await inForceWith(overlay), { ...what, language: lang, format: html ? 'html' : 'markdown' });

const printing = (options: DocumentOptions, what: DocumentChoice): Promise<void> =>
  answering(async () => print(await textOf(options, what)));

const registerNotice = (policy: Command): Command =>
  withHtml(documentCommand(policy, 'notice', 'the privacy notice for data subjects'))
    .addArgument(featureArgument())
    .option('--processing', 'the data processing notice: what happens to content')
    .action((feature: NoticeFeature, options: DocumentOptions & { processing?: boolean }) =>
      printing(options, { kind: options.processing ? 'processing-notice' : 'privacy-notice', feature }),
    );

const registerAnnex = (policy: Command): Command =>
  withHtml(documentCommand(policy, 'annex', 'the annex to a processing agreement (GDPR art. 28)'))
    .addArgument(featureArgument())
    .action((feature: NoticeFeature, options: DocumentOptions) =>
      printing(options, { kind: 'annex', feature }),
    );

const registerRecord = (policy: Command): Command =>
  withHtml(documentCommand(policy, 'ropa', 'the record of processing activities (GDPR art. 30)'))
    .addOption(new Option('--csv', 'as CSV, one line for each category').conflicts('html'))
    .action((options: DocumentOptions & { csv?: boolean }) =>
      options.csv
        ? answering(async () => print(processingRecordCsv(await inForceWith(options.overlay), options.lang)))
        : printing(options, { kind: 'processing-record' }),
    );

const registerMap = (policy: Command): Command =>
  documentCommand(policy, 'map', 'the data map as a picture (SVG): feature, category, store, deadline')
    .option('--out <file.svg>', 'where to write it, instead of the standard output')
    .action((options: DocumentOptions & { out?: string }) =>
      answering(async () => {
        const svg = await textOf(options, { kind: 'data-map' });
        if (options.out === undefined) print(svg);
        else await writeFile(options.out, svg);
      }),
    );

const registerSubProcessors = (policy: Command): Command =>
  withHtml(documentCommand(policy, 'sub-processors', 'the list of sub-processors'))
    .option('--since <old-overlay.yaml>', 'with the notice of what changed from this overlay')
    .action((options: DocumentOptions & { since?: string }) =>
      answering(async () => {
        const since = options.since === undefined ? undefined : await inForceWith(options.since);
        const document = subProcessorList(await inForceWith(options.overlay), since);
        print((options.html ? documentHtml : documentMarkdown)(document, options.lang));
      }),
    );

/** `lethe policy notice|annex|ropa|map|sub-processors`. */
export function registerPolicyDocuments(policy: Command): void {
  for (const register of [registerNotice, registerAnnex, registerRecord, registerMap, registerSubProcessors])
    register(policy);
}
