import { z } from 'zod';
import { LARGEST_MONEY } from '../pricing/money.ts';
import { debt } from './debt-shapes.ts';
import { id, instant, money, steps } from './measures.ts';
import { debtTerms, quote, resource, tariff, tariffTerms } from './pricing-shapes.ts';
import { acts, asks } from './procedure.ts';
import { reason } from './shift-shapes.ts';

/** One press of the button is one id. */
const requestId = z.uuid();
const howTaken = debtTerms.omit({ kind: true });

/** What things cost, and what customers owe. */
export const tariffProcedures = {
  /** Each as it is in force now; as it will be at first where it is not yet. */
  'tariffs.list': asks('sell', z.strictObject({}), z.array(tariff)),
  /** Every version of a tariff, the one that begins last first: planned ones, the one in force, old ones. */
  'tariffs.versions': asks(
    'sell',
    z.strictObject({ tariffId: id }),
    z.array(
      tariff.safeExtend({
        savedAt: instant,
        /** `replaced`: another began at the same moment, so it never counted. */
        state: z.enum(['planned', 'in-force', 'past', 'replaced']),
      }),
    ),
  ),
  /**
   * What a sum buys at terms that are being typed, for somebody who owes nothing and had `bought` in the
   * month; each charge due once. Nothing is saved.
   */
  'tariffs.try': asks(
    'manage-tariffs',
    z.strictObject({ terms: tariffTerms, resource, paid: money.min(1), bought: steps }),
    quote,
  ),
  /**
   * Adds a tariff (`id` null) or a new version of one; past sales keep the price they were made at.
   * `validFrom`: when it becomes the price; null for now. Answers the version that was saved.
   */
  'tariffs.save': acts(
    'manage-tariffs',
    tariffTerms.safeExtend({
      id: id.nullable(),
      name: z.string().trim().min(1).max(40),
      priceClass: z.string().trim().max(20),
      /** Of a tariff that is there already it cannot change. */
      resource,
      validFrom: instant.nullable(),
    }),
    tariff,
  ),

  /** The one taken first comes first; those that are paid as well. */
  'debts.list': asks('sell', z.strictObject({ customerId: id }), z.array(debt)),
  'debts.add': acts(
    'manage-debts',
    debtTerms.safeExtend({ requestId, customerId: id, amount: money.min(1) }),
    debt,
  ),
  /** Changes how it is taken from now on, and what it is called. */
  'debts.change': acts('manage-debts', howTaken.safeExtend({ debtId: id }), debt),
  /** Adds to what is owed, or, below 0, takes from it: something was paid elsewhere, or was wrong. */
  'debts.adjust': acts(
    'manage-debts',
    z.strictObject({
      requestId,
      debtId: id,
      amount: z
        .int()
        .min(-LARGEST_MONEY)
        .max(LARGEST_MONEY)
        .refine((amount) => amount !== 0),
      reason,
    }),
    debt,
  ),
  /** Gives up what is left of it. */
  'debts.writeOff': acts('manage-debts', z.strictObject({ requestId, debtId: id, reason }), debt),
} as const;
