import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_SERVICES, type OwnService } from '../src/features/action.ts';
import { actions } from '../src/features/index.ts';

const features = join(import.meta.dirname, '..', 'src', 'features');

const TITLES: Readonly<Record<OwnService, string>> = {
  privacy: 'Privacy',
  account: 'Account',
  documents: 'Whole documents',
  recordings: 'Recordings',
};

/** What the comment above an action's declaration says, on one line. */
function docOf(service: string, name: string): string {
  const source = readFileSync(join(features, service, `${name}.ts`), 'utf8');
  const [comment = ''] = /\/\*\*(?:(?!\*\/)[^])*\*\/(?=\nexport const \w+ = action\()/.exec(source) ?? [];
  return comment
    .replaceAll(/^\/\*\*|\*\/$|^\s*\* ?/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export interface OwnAction {
  readonly service: OwnService;
  readonly version: string;
  readonly name: string;
  /** One line. */
  readonly doc: string;
}

/** Actions of the services that no SDK knows by name, in the order of their names. */
export const ownActions = (): readonly OwnAction[] =>
  OWN_SERVICES.flatMap((service) =>
    actions
      .filter((action) => action.service === service)
      .map(({ name, version }) => ({ service, version, name, doc: docOf(service, name) }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );

const INTRODUCTION = `## Services of our own

They speak the same wire; the SDKs' generic client calls them by name and version. Calls of them are free, are not
logged, and those that change something take \`DryRun\`. Each page that a document task reads is recorded and billed as one call of
the action that it is read as; a recording, as one of \`CreateRecTask\`.`;

/** A section of docs/wire.md. */
export function ownServices(): string {
  const sections = [...Map.groupBy(ownActions(), ({ service, version }) => `\`${service}\` ${version}`)].map(
    ([called, own]) => {
      const title = TITLES[(own[0] as OwnAction).service];
      const lines = own.map(({ name, doc }) => `| ${name} | ${doc} |`);
      return [`### ${title}: ${called}`, '', '| action | what it does |', '| --- | --- |', ...lines].join(
        '\n',
      );
    },
  );
  return [INTRODUCTION, ...sections].join('\n\n');
}
