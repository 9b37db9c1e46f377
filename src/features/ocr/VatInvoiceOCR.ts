import { z } from 'zod';
import type { Invoice, InvoiceItemReading, ItemColumn } from '../../engine/invoice/types.ts';
import type { Quad } from '../../engine/types.ts';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { invoiceImage, readInvoices } from './read-invoices.ts';
import { polygon, toPolygon } from './structural.ts';
import { signedAngle } from './text-detection.ts';

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);
const cell = () => read(z.string().exactOptional());

/** Names on the wire of the fields of an invoice, in the order in which they are given. */
const NAMES: Readonly<Record<string, string>> = {
  title: '发票名称',
  code: '发票代码',
  number: '发票号码',
  printedCode: '打印发票代码',
  printedNumber: '打印发票号码',
  date: '开票日期',
  checkCode: '校验码',
  machine: '机器编号',
  buyerName: '购买方名称',
  buyerNumber: '购买方识别号',
  buyerAddress: '购买方地址、电话',
  buyerBank: '购买方开户行及账号',
  cipher: '密码区',
  amount: '合计金额',
  tax: '合计税额',
  totalWords: '价税合计(大写)',
  total: '小写金额',
  sellerName: '销售方名称',
  sellerNumber: '销售方识别号',
  sellerAddress: '销售方地址、电话',
  sellerBank: '销售方开户行及账号',
  remark: '备注',
  receiver: '收款人',
  reviewer: '复核',
  issuer: '开票人',
};

/** The same, of the columns of items: as often as there are items. */
const ITEM_NAMES: Readonly<Record<ItemColumn, string>> = {
  name: '货物或应税劳务、服务名称',
  spec: '规格型号',
  unit: '单位',
  quantity: '数量',
  price: '单价',
  amount: '金额',
  rate: '税率',
  tax: '税额',
};

const TYPES: Readonly<Partial<Record<Invoice['kind'], string>>> = {
  'vat-special': '增值税专用发票',
  'vat-common': '增值税普通发票',
  'vat-electronic-common': '增值税电子普通发票',
  'vat-electronic-special': '增值税电子专用发票',
  'digital-common': '电子发票（普通发票）',
  'digital-special': '电子发票（增值税专用发票）',
};

/** Sums stand on invoices with the sign of the currency. */
const SUMS: ReadonlySet<string> = new Set(['amount', 'tax', 'total']);

/** Reads a VAT invoice of China: paper, electronic, or fully digital. */
export const VatInvoiceOCR = action({
  name: 'VatInvoiceOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.structure',
  rateLimit: 10,
  input: z.object({
    ImageBase64: read(z.string().optional()),
    ImageUrl: read(z.string().optional()),
    IsPdf: harmless(z.boolean().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
  }),
  output: z.object({
    VatInvoiceInfos: read(
      z.array(z.object({ Name: z.string(), Value: z.string(), Polygon: polygon.exactOptional() })),
    ),
    Items: read(
      z.array(
        z.object({
          LineNo: z.string(),
          Name: cell(),
          Spec: cell(),
          Unit: cell(),
          Quantity: cell(),
          UnitPrice: cell(),
          AmountWithoutTax: cell(),
          TaxRate: cell(),
          TaxAmount: cell(),
        }),
      ),
    ),
    PdfPageSize: harmless(z.number().int()),
    Angle: harmless(z.number()),
  }),
  async run(input, context) {
    const image = await invoiceImage(input, context);
    const options = input.IsPdf ? { pdfPage: input.PdfPageNumber ?? 1 } : {};
    const result = await readInvoices(image, { ...options, families: ['vat'] }, context);
    if (!result.hasText) throw new ApiError('FailedOperation.ImageNoText');
    const invoice = result.invoices.find(({ fields }) => Object.keys(fields).length > 0);
    if (!invoice) throw new ApiError('FailedOperation.OcrFailed');
    return {
      VatInvoiceInfos: toInfos(invoice),
      Items: invoice.items.map(toItem),
      PdfPageSize: result.pdfPages ?? 0,
      Angle: signedAngle(invoice.angle),
    };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});

const info = (Name: string, Value: string, quad: Quad | undefined) => ({
  Name,
  Value,
  ...(quad && { Polygon: toPolygon(quad) }),
});

function toInfos({ kind, fields, items }: Invoice) {
  const type = TYPES[kind];
  return [
    ...(type === undefined ? [] : [info('发票类型', type, undefined)]),
    ...Object.entries(NAMES).flatMap(([name, wire]) => {
      const field = fields[name];
      if (!field) return [];
      const isSum = SUMS.has(name) && /^-?\d/.test(field.text);
      return [info(wire, isSum ? `¥${field.text}` : field.text, field.quad)];
    }),
    ...items.flatMap((item) =>
      (Object.keys(ITEM_NAMES) as ItemColumn[]).flatMap((column) => {
        const reading = item[column];
        return reading ? [info(ITEM_NAMES[column], reading.text, reading.quad)] : [];
      }),
    ),
  ];
}

const toItem = (item: InvoiceItemReading, index: number) => ({
  LineNo: String(index + 1),
  ...(item.name && { Name: item.name.text }),
  ...(item.spec && { Spec: item.spec.text }),
  ...(item.unit && { Unit: item.unit.text }),
  ...(item.quantity && { Quantity: item.quantity.text }),
  ...(item.price && { UnitPrice: item.price.text }),
  ...(item.amount && { AmountWithoutTax: item.amount.text }),
  ...(item.rate && { TaxRate: item.rate.text }),
  ...(item.tax && { TaxAmount: item.tax.text }),
});
