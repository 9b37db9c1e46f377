import type { DocumentTemplate, FieldTemplate, Place } from '../../../engine/documents/types.ts';

const date = { date: 'dmy', as: 'DD-MM-YYYY' } as const;
const below: readonly Place[] = [{ at: 'below' }, { at: 'right' }];

/** A name in three writings between its label and the next: ideographs, Latin letters, Chinese commercial code. */
const nameFields = (
  label: string,
  next: string,
  names: readonly [string, string, string],
): Record<string, FieldTemplate> => {
  const places: readonly Place[] = [{ at: 'line', below: label, above: next }];
  const [chinese, latin, code] = names;
  return {
    [chinese]: { places, pattern: /^\p{Script=Han}{1,4}/u },
    [latin]: {
      places,
      pattern: /^\p{Lu}[\p{Lu}' -]+$/u,
      format: 'latin-name',
      required: true,
      identification: 'name',
    },
    [code]: {
      places,
      pattern: /(?<!\d)\d{4}(?:\s?\d{4}){0,3}$/,
      shapes: ['9999', '9999 9999', '9999 9999 9999', '9999 9999 9999 9999'],
    },
  };
};

/** Identity card of residents of Macao, in Chinese and Portuguese, as issued since 2013. */
export const macaoIdCard: DocumentTemplate = {
  id: 'macao-id-card',
  title: 'Identity card of residents of Macao',
  script: 'chinese',
  country: 'MAC',
  sides: {
    front: {
      anchors: {
        title: {
          texts: [
            'BILHETE DE IDENTIDADE DE RESIDENTE PERMANENTE DA RAEM',
            'BILHETE DE IDENTIDADE DE RESIDENTE NÃO PERMANENTE DA RAEM',
            'BILHETE DE IDENTIDADE DE RESIDENTE',
          ],
        },
        familyNames: { texts: ['姓 APELIDO', 'APELIDO'] },
        givenNames: { texts: ['名 NOME', 'NOME'] },
        government: { texts: ['REGIÃO ADMINISTRATIVA ESPECIAL DE MACAU'] },
      },
      marks: ['title', 'familyNames', 'givenNames', 'residentType', 'firstIssueDate', 'expiryDate'],
      least: 3,
      fields: {
        residentType: { places: [{ at: 'line' }], pattern: /非?永久性居民/ },
        ...nameFields('familyNames', 'givenNames', ['familyName', 'latinFamilyName', 'familyNameCode']),
        ...nameFields('givenNames', 'birthDate', ['givenName', 'latinGivenName', 'givenNameCode']),
        birthDate: {
          labels: ['出生日期 DATA NASC.', '出生日期', 'DATA DE NASCIMENTO', 'DATA NASC.'],
          places: below,
          format: date,
          identification: 'dateOfBirth',
        },
        sex: { labels: ['性別 SEXO', '性别 SEXO', 'SEXO'], places: below, pattern: /^[MF]$/ },
        height: { labels: ['身高 ALTURA', 'ALTURA'], places: below, pattern: /[12][.,]\d{2}/ },
        symbol: { labels: ['符號 CÓD.', '符號', '符号', 'CÓDIGO'], places: below, pattern: /^[A-Z]{1,3}$/ },
        firstIssueDate: {
          labels: ['首次發出日期 1.ª EMISSÃO', '首次發出日期', '1.ª EMISSÃO'],
          places: below,
          format: date,
        },
        issueDate: {
          labels: ['本次發出日期 EMISSÃO', '本次發出日期', 'DATA DE EMISSÃO'],
          places: below,
          format: date,
        },
        expiryDate: {
          labels: ['有效期至 VÁLIDO ATÉ', '有效期至', '有效日期', 'VÁLIDO ATÉ'],
          places: below,
          format: date,
        },
        number: {
          labels: ['證件編號 N.º', '證件编号 N.º', '證件編號', '證件编号'],
          places: [...below, { at: 'line' }],
          pattern: /(?<!\d)[157]\d{6}\s?\(\s?\d\s?\)/,
          shapes: ['9999999(9)'],
          characters: '0123456789()',
          required: true,
          identification: 'identificationNumber',
        },
      },
    },
  },
};
