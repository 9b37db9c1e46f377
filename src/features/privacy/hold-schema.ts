import { z } from 'zod';
import type { Hold, HoldReport } from '../../records/types.ts';
import { carries, harmless } from '../personal-data.ts';
import { instantOf } from './request-schema.ts';

export const holdStep = z.object({
  Category: harmless(z.string()),
  Action: harmless(z.string()),
  Count: harmless(z.int()),
});

export const toHoldStep = ({
  category,
  action,
  count,
}: HoldReport['steps'][number]): z.output<typeof holdStep> => ({
  Category: category,
  Action: action,
  Count: count,
});

export const holdAnswer = z.object({
  HoldId: harmless(z.string()),
  Reason: carries('base.legal-hold', z.string()),
  SubjectKind: harmless(z.string().nullable()),
  Subject: carries('base.legal-hold', z.string().nullable()),
  Categories: z.array(harmless(z.string())).nullable(),
  Apart: harmless(z.string()),
  PlacedAt: harmless(z.string()),
  Until: harmless(z.string().nullable()),
  ReleasedAt: harmless(z.string().nullable()),
});

const instantIf = (at: number | undefined): string | null => (at === undefined ? null : instantOf(at));

export const toHold = (hold: Hold): z.output<typeof holdAnswer> => ({
  HoldId: hold.id,
  Reason: hold.reason,
  SubjectKind: hold.subject?.kind ?? null,
  Subject: hold.subject?.value ?? null,
  Categories: hold.categories ? [...hold.categories] : null,
  Apart: hold.apart,
  PlacedAt: instantOf(hold.placedAt),
  Until: instantIf(hold.until),
  ReleasedAt: instantIf(hold.releasedAt),
});

export const holdReport = z.object({
  DryRun: harmless(z.boolean()),
  Hold: holdAnswer,
  Steps: z.array(holdStep),
  ReceiptId: harmless(z.string().nullable()),
});

export const toHoldReport = (report: HoldReport): z.output<typeof holdReport> => ({
  DryRun: report.dryRun,
  Hold: toHold(report.hold),
  Steps: report.steps.map(toHoldStep),
  ReceiptId: report.receiptId ?? null,
});
