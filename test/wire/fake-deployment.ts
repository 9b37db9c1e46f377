import type { Deployment } from '../../src/features/action.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { fakeConsents } from './fake-consents.ts';
import { FakeVault } from './fake-vault.ts';

/** For servers whose actions have nothing to do with requests of data subjects, documents or tasks. */
export const fakeDeployment = (vault = new FakeVault()): Deployment => ({
  clock: systemClock,
  engine: {} as Deployment['engine'],
  vault: vault.asVault,
  consents: fakeConsents,
  requests: { counts: { open: 0, overdue: 0 } } as Deployment['requests'],
  closing: {} as Deployment['closing'],
  vocabularies: {
    list: () => Promise.resolve([]),
    default: () => Promise.resolve(null),
    find: () => Promise.resolve(null),
  } as Pick<Deployment['vocabularies'], 'list' | 'default' | 'find'> as Deployment['vocabularies'],
  people: {} as Deployment['people'],
  verifications: {} as Deployment['verifications'],
  speechModels: [],
  tasks: { load: { unfinished: 0, partsInHand: 0 } } as Deployment['tasks'],
  documents: () => '',
});
