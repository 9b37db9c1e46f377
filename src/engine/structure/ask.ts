import type { ReadLine } from '../text/read-line.ts';
import { findValues } from './find-values.ts';
import { readReceipt, type ReceiptFieldName, withoutRegistration } from './receipt.ts';
import type { AskedPair, FoundValues } from './types.ts';
import { fits, kindOf } from './value-kind.ts';

/** Names for what a receipt says without a label. */
const ROLES: readonly (readonly [ReceiptFieldName, RegExp])[] = [
  [
    'company',
    /^((company|store|shop|merchant|seller|vendor|supplier)( name)?|公司(名称)?|商户(名称)?|商家|店名)$/i,
  ],
  ['address', /^((company|store|shop|merchant|seller|vendor)? ?address|地址)$/i],
  ['date', /^((invoice|receipt)? ?date|日期)$/i],
  ['total', /^((grand )?total( amount)?|amount due|total due|合计|总计|总金额|合计金额)$/i],
];

const roleOf = (key: string): ReceiptFieldName | undefined =>
  ROLES.find(([, name]) => name.test(key.trim()))?.[0];

/**
 * Finds the values of keys on a page: by the labels that are printed there, and, for what receipts and invoices say without a
 * label (who, where, when, how much), by place and spelling.
 * @param tilt direction of the lines, degrees clockwise
 */
export function ask(lines: readonly ReadLine[], keys: readonly string[], tilt = 0): FoundValues {
  const found = findValues(lines, keys, tilt);
  const inRows = new Set(found.rows.flat().map(({ asked }) => asked));
  if (!keys.some((key) => roleOf(key))) return found;
  const receipt = readReceipt(lines, tilt);
  const values = [...new Set(keys)].flatMap((asked): AskedPair[] => {
    const labelled = found.values.find((value) => value.asked === asked);
    const role = roleOf(asked);
    const field = role && receipt[role];
    if (!role || !field || inRows.has(asked)) return labelled ? [labelled] : [];
    const saysMore = role === 'date' && labelled?.value.includes(field.text);
    if (labelled && role !== 'total' && !saysMore && isSure(labelled)) return [labelled];
    const value = role === 'company' ? withoutRegistration(field.text) : field.text;
    return [{ asked, key: field.label ?? '', value, valueQuad: field.quad, confidence: field.confidence }];
  });
  return { ...found, values };
}

/** A label that says just what was asked for, and a value of that kind. */
const isSure = ({ asked, key, value }: AskedPair): boolean =>
  key.toLowerCase() === asked.trim().toLowerCase() && fits(kindOf(asked), value);
