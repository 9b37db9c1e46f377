import { NATION_CHARACTERS } from '../../../engine/documents/formats.ts';
import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import {
  citizenNumber,
  mainlandAddress,
  mainlandAuthority,
  mainlandBirth,
  mainlandName,
  mainlandSex,
  mainlandValidity,
} from './china.ts';

/** Resident identity card of mainland China, second generation: GA 490. */
export const cnId: DocumentTemplate = {
  id: 'cn-id',
  title: 'Resident identity card of mainland China',
  script: 'chinese',
  country: 'CHN',
  sides: {
    front: {
      anchors: {
        permitNumber: { texts: ['通行证号码'] },
        otherBirth: { texts: ['出生日期', '出生年月'] },
        otherPlaces: { texts: ['籍贯', '出生地', '户主或与户主关系'] },
      },
      marks: ['name', 'sex', 'nation', 'birth', 'address', 'number'],
      least: 3,
      never: ['permitNumber', 'otherBirth', 'otherPlaces', 'residentNumber'],
      fields: {
        /** Of residents from Hong Kong, Macao and Taiwan: theirs is another card. */
        residentNumber: {
          places: [{ at: 'line' }],
          pattern: /^8[123]0000\d{11}[\dX]$/,
          check: 'cn-id',
        },
        name: {
          ...mainlandName,
          position: [0.07, 0.155],
          places: [{ at: 'right' }, { at: 'zone', zone: [0.155, 0.09, 0.62, 0.215] }],
        },
        sex: {
          ...mainlandSex,
          position: [0.07, 0.273],
          places: [{ at: 'right' }, { at: 'zone', zone: [0.155, 0.215, 0.27, 0.33] }],
        },
        nation: {
          labels: ['民族'],
          position: [0.287, 0.273],
          places: [{ at: 'right' }, { at: 'zone', zone: [0.365, 0.215, 0.62, 0.33] }],
          format: 'cn-nation',
          characters: NATION_CHARACTERS,
        },
        birth: {
          ...mainlandBirth,
          position: [0.07, 0.388],
          places: [{ at: 'right' }, { at: 'zone', zone: [0.155, 0.33, 0.6, 0.445] }],
        },
        address: {
          ...mainlandAddress,
          position: [0.07, 0.504],
          places: [{ at: 'right' }, { at: 'zone', zone: [0.155, 0.445, 0.645, 0.78] }],
        },
        number: {
          ...citizenNumber,
          position: [0.07, 0.857],
          pattern: /^(?!8[123]0000).*$/,
        },
      },
    },
    back: {
      anchors: {
        state: { texts: ['中华人民共和国'] },
        title: { texts: ['居民身份证'] },
        residence: { texts: ['港澳居民居住证', '台湾居民居住证'] },
      },
      marks: ['state', 'title', 'authority', 'validity'],
      least: 2,
      never: ['residence'],
      fields: {
        authority: mainlandAuthority,
        validity: mainlandValidity,
      },
    },
  },
};
