import { documentAction, printed } from './document-action.ts';
import { mxIne } from './templates/mx-ine.ts';

/** Reads the front of Mexico's credential for voting. `IssueDate` is the year of registration as printed, `Birth` is `DD/MM/YYYY`. */
export const RecognizeMexicoVTID = documentAction({
  name: 'RecognizeMexicoVTID',
  rateLimit: 20,
  templates: [mxIne],
  fields: {
    Name: 'name',
    Sex: 'sex',
    Address: 'address',
    VotePIN: 'elector',
    CURP: 'curp',
    Birth: 'birth',
    SECCION: 'section',
    IssueDate: 'registered',
    ValidDate: 'expiry',
    /** Codes, as printed until 2019. */
    State: 'state',
    City: 'municipality',
    Locality: 'locality',
    EMISION: 'emission',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'PortraitImage', form: printed() },
});
