import type { CategoryId } from './catalogue.ts';
import type { Period } from './types.ts';

/** What the base policy and base processing agreement say about every category for which no module says otherwise. */
export const basePolicy = {
  onRequest: {
    within: 'P10D',
    text: 'Deletion within 10 days of a request, irreversibly; data that law requires kept is stored separately.',
  },
  keptByLaw: { text: 'Data that law requires kept is stored separately.' },
  accountClosed: {
    within: 'P30D',
    text: 'After account deletion: account, log and metadata at most 30 days.',
  },
  transactionsAfterAccountClosed: {
    within: 'P90D',
    text: 'After account deletion: transactions at most 90 days.',
  },
  ticketsAfterAccountClosed: { within: 'PT24H', text: 'After account deletion: tickets at most 24 hours.' },
  demoData: { within: 'PT48H', text: 'Demo data at most 48 hours.' },
  termination: {
    text: 'On termination everything is returned or destroyed, including back-up copies.',
  },
  subProcessor: {
    notice: 'P14D',
    text: 'A new sub-processor is announced 14 days ahead, with the right to object.',
  },
  region: { text: 'Processing happens in the service region that the customer chose.' },
  subjectRequest: {
    within: 'P1M',
    extension: 'P2M',
    text: 'Subject requests are answered within 1 month (2 more where needed), once identity is verified.',
  },
  minimumAge: { years: 14, text: 'End users are at least 14 years old.' },
  accountNeeded: { text: 'Needed to perform the contract with the account, not data of its end users.' },
} as const satisfies Record<
  string,
  { text: string; within?: Period; notice?: Period; [more: string]: unknown }
>;

/** The base clause on what is left of a category once its account is closed. */
export const afterAccountClosed = (id: CategoryId): { readonly within: Period; readonly text: string } =>
  id === 'base.transaction' ? basePolicy.transactionsAfterAccountClosed : basePolicy.accountClosed;
