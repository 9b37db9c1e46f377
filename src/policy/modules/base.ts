import { instant, integer, json, number, text, type PolicyModule } from '../types.ts';

/**
 * Base privacy policy and base data processing agreement: what holds where a feature's module is silent, and
 * the categories that the service needs whatever the feature.
 */
export const base = {
  feature: 'base',
  title: 'Base privacy policy and data processing agreement',
  updated: {},
  availability: 'Everywhere; processing happens in the service region that the customer chose.',
  conditions: [
    'For content, the customer is the controller and the operator the processor.',
    'Deletion within 10 days of a request, irreversibly; data that law requires kept is stored separately.',
    'On termination everything is returned or destroyed, including all back-up copies.',
    'A new sub-processor is announced 14 days ahead, with the right to object.',
  ],
  categories: {
    'base.account': {
      id: 'base.account',
      name: 'Account',
      role: 'controller',
      fields: {
        appId: text('AppID'),
        uin: text('UIN'),
        subUin: text('SubUIN', { optional: true }),
        name: text('account name', { optional: true }),
        secretId: text('SecretId'),
        secretKey: text('SecretKey'),
        services: json('services that the key may call', { optional: true }),
        disabledAt: instant('time of suspension', { optional: true }),
        createdAt: instant('time of registration'),
      },
      uses: ['authenticate calls', 'perform the contract'],
      basis: 'contract',
      keptIn: 'relational database',
      backedUp: true,
      medium: 'relational',
      retention: { serviceLifetime: true, afterAccountClosed: 'P30D' },
      retentionText: 'until the account is deleted, then at most 30 days',
    },
    'base.transaction': {
      id: 'base.transaction',
      name: 'Transactions',
      role: 'controller',
      fields: {
        appId: text('AppID'),
        day: text('day'),
        item: text('price list item'),
        volume: number('volume'),
        calls: integer('calls'),
      },
      uses: ['bill what was used'],
      basis: 'contract',
      keptIn: 'relational database',
      backedUp: true,
      medium: 'relational',
      retention: { serviceLifetime: true, afterAccountClosed: 'P90D' },
      retentionText: 'until the account is deleted, then at most 90 days',
    },
    'base.consent': {
      id: 'base.consent',
      name: 'Consent record',
      role: 'controller',
      fields: {
        appId: text('AppID'),
        endUser: text('end user'),
        category: text('category of data consented to'),
        purpose: text('purpose'),
        evidence: text('evidence reference'),
        jurisdiction: text('jurisdiction'),
        givenAt: instant('time given'),
      },
      uses: ['show that a consent was given'],
      basis: 'legal obligation',
      keptIn: 'relational database',
      backedUp: true,
      medium: 'relational',
      retention: { serviceLifetime: true, afterAccountClosed: 'P30D' },
      retentionText: 'until the account is deleted, then at most 30 days',
    },
  },
} as const satisfies PolicyModule;
