import type { ServerOptions } from '../../src/http/server.ts';

/** For servers whose actions have nothing to do with requests of data subjects, documents or tasks. */
export const fakeRequests = {
  requests: { counts: { open: 0, overdue: 0 } } as ServerOptions['requests'],
  closing: {} as ServerOptions['closing'],
  speechModels: [],
  people: {} as ServerOptions['people'],
  vocabularies: {
    list: () => Promise.resolve([]),
    default: () => Promise.resolve(null),
    find: () => Promise.resolve(null),
  } as Pick<ServerOptions['vocabularies'], 'list' | 'default' | 'find'> as ServerOptions['vocabularies'],
  verifications: {} as ServerOptions['verifications'],
  documents: () => '',
  tasks: { load: { unfinished: 0, partsInHand: 0 } } as ServerOptions['tasks'],
  taskKinds: {},
};
