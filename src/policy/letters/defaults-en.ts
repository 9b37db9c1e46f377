import type { LetterKind } from './kinds.ts';

const CLOSE = `## How you can check this

Each step left a receipt in a log that cannot be changed afterwards without it being seen. A receipt holds no data about you.

{{receipts}}

## Your rights

If you do not agree with this answer, write to us. You may also complain to the data protection authority where you live or
work, and go to court.

{{operatorName}}
{{operatorContact}}
`;

const opening = (title: string, asked: string): string => `# ${title}

{{today}}

Dear Sir or Madam,

on {{receivedAt}} we received your request ({{requestId}}) ${asked}. We had until {{dueAt}} to answer it.
`;

/** The letters as they are where the operator has written none. */
export const defaultsEn: Readonly<Record<LetterKind, string>> = {
  erasure: `${opening('Your data was erased', 'to erase your personal data')}
## What was done

{{done}}

## What is kept, why, and until when

{{kept}}

${CLOSE}`,
  access: `${opening('Your data', 'for the personal data that we hold about you')}
## What you get

You get a zip file that a passphrase protects. You get the passphrase on another way than the file. The file README.txt in
it says what each part is, why it is held and until when.

{{done}}

## What is held apart

{{kept}}

${CLOSE}`,
  restriction: `${opening('The use of your data is restricted', 'to restrict the use of your personal data')}
## What was done

What we hold was moved apart. From now on it is not used for anything until the restriction is lifted, and we tell you before
that happens.

{{done}}

## What is kept, why, and until when

{{kept}}

${CLOSE}`,
  rectification: `${opening('Your data was corrected', 'to correct your personal data')}
## What was done

{{done}}

## What was left as it is

{{kept}}

${CLOSE}`,
  rejection: `${opening('Your request', 'about your personal data')}
We could not do what you asked.

## Why

{{reason}}

${CLOSE}`,
  'account-closing': `# Certificate of erasure

{{today}}

Account {{appId}} was closed on {{closedAt}}. {{state}}

## What was erased

{{done}}

## What is still kept, why, and until when

{{kept}}

## Receipts

{{receipts}}

{{operatorName}}
{{operatorContact}}
`,
};
