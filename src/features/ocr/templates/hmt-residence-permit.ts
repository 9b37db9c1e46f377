import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import {
  citizenNumber,
  issueCount,
  mainlandAddress,
  mainlandAuthority,
  mainlandBirth,
  mainlandName,
  mainlandSex,
  mainlandValidity,
} from './china.ts';

/** Residence permit of residents of Hong Kong, Macao and Taiwan on the mainland; its numbers begin with 81, 82 or 83. */
export const hmtResidencePermit: DocumentTemplate = {
  id: 'hmt-residence-permit',
  title: 'Residence permit of residents of Hong Kong, Macao and Taiwan',
  script: 'chinese',
  sides: {
    front: {
      anchors: { nation: { texts: ['民族'] } },
      marks: ['name', 'sex', 'birthDate', 'address', 'number'],
      least: 4,
      never: ['nation'],
      fields: {
        name: mainlandName,
        sex: mainlandSex,
        birthDate: mainlandBirth,
        address: mainlandAddress,
        number: { ...citizenNumber, pattern: /8[123][\dXxOIl\s]{16,}/ },
      },
    },
    back: {
      anchors: {
        state: { texts: ['中华人民共和国'] },
        title: { texts: ['港澳居民居住证', '台湾居民居住证'] },
      },
      marks: ['title', 'authority', 'validity', 'passNumber', 'issueCount'],
      least: 3,
      fields: {
        authority: mainlandAuthority,
        validity: mainlandValidity,
        passNumber: {
          labels: ['通行证号码'],
          places: [{ at: 'right' }],
          pattern: /(?:[HM]\s?)?[\dOI]{8,10}/,
          shapes: ['A99999999', 'A9999999999', '99999999', '9999999999'],
          characters: '0123456789HM',
          required: true,
        },
        issueCount,
      },
    },
  },
};
