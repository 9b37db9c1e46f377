import type { Invoice, InvoiceKind, ItemColumn } from '../../engine/invoice/types.ts';

/** What the API calls a kind of invoice. */
export interface WireKind {
  readonly type: number;
  /** Also the name of its content. */
  readonly subType: string;
  readonly description: string;
}

/** Names of the large groups, as the API documents them. */
export const typeNames: Readonly<Record<number, string>> = {
  [-1]: '其他发票',
  0: '出租车发票',
  1: '定额发票',
  2: '火车票',
  3: '增值税发票',
  5: '机票行程单',
  8: '通用机打发票',
  9: '汽车票',
  10: '轮船票',
  11: '增值税发票（卷票）',
  12: '购车发票',
  13: '过路过桥费发票',
  15: '非税发票',
  16: '全电发票',
  17: '医疗发票',
  18: '完税凭证',
  19: '海关缴款书',
  20: '银行回单',
  21: '网约车行程单',
  22: '海关进/出口货物报关单',
  24: '购物小票',
};

const kind = (type: number, subType: string, description: string): WireKind => ({
  type,
  subType,
  description,
});

export const wireKinds: Readonly<Record<InvoiceKind, WireKind>> = {
  'vat-special': kind(3, 'VatSpecialInvoice', '增值税专用发票'),
  'vat-common': kind(3, 'VatCommonInvoice', '增值税普通发票'),
  'vat-electronic-common': kind(3, 'VatElectronicCommonInvoice', '增值税电子普通发票'),
  'vat-electronic-special': kind(3, 'VatElectronicSpecialInvoice', '增值税电子专用发票'),
  'digital-special': kind(16, 'VatElectronicSpecialInvoiceFull', '电子发票(专用发票)'),
  'digital-common': kind(16, 'VatElectronicInvoiceFull', '电子发票(普通发票)'),
  taxi: kind(0, 'TaxiTicket', '出租车发票'),
  quota: kind(1, 'QuotaInvoice', '定额发票'),
  'train-ticket': kind(2, 'TrainTicket', '火车票'),
  vat: kind(-1, 'OtherInvoice', '其他发票'),
  other: kind(-1, 'OtherInvoice', '其他发票'),
  'vat-roll': kind(11, 'VatInvoiceRoll', '增值税普通发票(卷票)'),
  'vat-toll': kind(3, 'VatElectronicInvoiceToll', '增值税电子普通发票(通行费)'),
  'vat-sales-list': kind(3, 'VatSalesList', '增值税销货清单'),
  'vat-blockchain': kind(3, 'VatElectronicInvoiceBlockchain', '区块链电子发票'),
  'vehicle-sale': kind(12, 'MotorVehicleSaleInvoice', '机动车销售统一发票'),
  'used-vehicle-sale': kind(12, 'UsedCarPurchaseInvoice', '二手车销售统一发票'),
  'electronic-flight': kind(16, 'ElectronicFlightTicketFull', '电子发票(机票行程单)'),
  flight: kind(5, 'AirTransport', '机票行程单'),
  'electronic-train': kind(16, 'ElectronicTrainTicketFull', '电子发票(铁路电子客票)'),
  'machine-printed': kind(8, 'MachinePrintedInvoice', '通用机打发票'),
  bus: kind(9, 'BusInvoice', '汽车票'),
  ship: kind(10, 'ShippingInvoice', '轮船票'),
  toll: kind(13, 'TollInvoice', '过路过桥费发票'),
  'non-tax': kind(15, 'NonTaxIncomeGeneralBill', '非税收入通用票据'),
  outpatient: kind(17, 'MedicalOutpatientInvoice', '医疗门诊收费票据（电子）'),
  inpatient: kind(17, 'MedicalHospitalizedInvoice', '医疗住院收费票据（电子）'),
  'tax-payment': kind(18, 'TaxPayment', '完税凭证'),
  'customs-payment': kind(19, 'CustomsPaymentReceipt', '海关缴款'),
  'customs-declaration': kind(22, 'CustomsDeclaration', '海关进/出口货物报关单'),
  'bank-slip': kind(20, 'BankSlip', '银行回单'),
  'taxi-itinerary': kind(21, 'OnlineTaxiItinerary', '网约车行程单'),
};

/** Field on the wire → field of the reader. */
export type Names = Readonly<Record<string, string>>;

const VAT = {
  Title: 'title',
  Code: 'code',
  CodeConfirm: 'printedCode',
  Number: 'number',
  NumberConfirm: 'printedNumber',
  Date: 'date',
  CheckCode: 'checkCode',
  MachineCode: 'machine',
  Ciphertext: 'cipher',
  Buyer: 'buyerName',
  BuyerTaxID: 'buyerNumber',
  BuyerAddrTel: 'buyerAddress',
  BuyerBankAccount: 'buyerBank',
  Seller: 'sellerName',
  SellerTaxID: 'sellerNumber',
  SellerAddrTel: 'sellerAddress',
  SellerBankAccount: 'sellerBank',
  PretaxAmount: 'amount',
  Tax: 'tax',
  Total: 'total',
  TotalCn: 'totalWords',
  Remark: 'remark',
  Receiptor: 'receiver',
  Reviewer: 'reviewer',
  Issuer: 'issuer',
} as const;

const DIGITAL = {
  Title: 'title',
  Number: 'number',
  Date: 'date',
  Buyer: 'buyerName',
  BuyerTaxID: 'buyerNumber',
  Seller: 'sellerName',
  SellerTaxID: 'sellerNumber',
  PretaxAmount: 'amount',
  Tax: 'tax',
  Total: 'total',
  TotalCn: 'totalWords',
  Remark: 'remark',
  Issuer: 'issuer',
} as const;

/** The fields of each content that is given. */
export const contentFields = {
  VatSpecialInvoice: VAT,
  VatCommonInvoice: VAT,
  VatElectronicCommonInvoice: VAT,
  VatElectronicSpecialInvoice: VAT,
  VatElectronicSpecialInvoiceFull: DIGITAL,
  VatElectronicInvoiceFull: DIGITAL,
  TaxiTicket: {
    Title: 'title',
    Code: 'code',
    Number: 'number',
    Date: 'date',
    TimeGetOn: 'getOn',
    TimeGetOff: 'getOff',
    Price: 'price',
    Mileage: 'mileage',
    Total: 'total',
    LicensePlate: 'plate',
    FuelFee: 'fuelFee',
    BookingCallFee: 'bookingFee',
  },
  QuotaInvoice: { Title: 'title', Code: 'code', Number: 'number', Total: 'total', TotalCn: 'totalWords' },
  TrainTicket: {
    Number: 'number',
    DateGetOn: 'date',
    TimeGetOn: 'getOn',
    Name: 'passenger',
    StationGetOn: 'stationOn',
    StationGetOff: 'stationOff',
    Seat: 'seat',
    SeatNumber: 'place',
    Total: 'total',
    UserID: 'userId',
    GateNumber: 'gate',
    TrainNumber: 'train',
  },
  OtherInvoice: { Title: 'title', Total: 'total', Date: 'date' },
  ShoppingReceipt: { Title: 'title' },
} as const satisfies Readonly<Record<string, Names>>;

export type ContentName = keyof typeof contentFields;

export const isContent = (name: string): name is ContentName => Object.hasOwn(contentFields, name);

/** Column on the wire → column of the reader. */
export const itemFields = {
  Name: 'name',
  Specification: 'spec',
  Unit: 'unit',
  Quantity: 'quantity',
  Price: 'price',
  Total: 'amount',
  TaxRate: 'rate',
  Tax: 'tax',
} as const satisfies Readonly<Record<string, ItemColumn>>;

/** In which field of a content its items are given. */
export const itemLists: Readonly<Partial<Record<ContentName, string>>> = {
  VatSpecialInvoice: 'VatInvoiceItemInfos',
  VatCommonInvoice: 'VatInvoiceItemInfos',
  VatElectronicCommonInvoice: 'VatInvoiceItemInfos',
  VatElectronicSpecialInvoice: 'VatInvoiceItemInfos',
  VatElectronicSpecialInvoiceFull: 'VatElectronicItems',
  VatElectronicInvoiceFull: 'VatElectronicItems',
};

/** Names of what a reader found on a receipt without a label, as labels. */
export const otherNames: Readonly<Record<string, string>> = { seller: '销售方名称', address: '地址' };

/** The kind of a single invoice as a request asked for it, or as it is. */
export const kindAsAsked = ({ kind: found }: Pick<Invoice, 'kind'>, asked: number | undefined): WireKind =>
  asked === 24 && found === 'other' ? kind(24, 'ShoppingReceipt', '购物小票') : wireKinds[found];
