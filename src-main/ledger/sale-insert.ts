import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { Ledger } from './open.ts';
import { writeLines } from './sale-lines.ts';
import type { SaleDraft } from './sale-record.ts';

/** What a sale gets when it is opened. */
export interface Opening {
  readonly tid: number;
  readonly openedAt: Date;
}

/** Writes a sale down that is being opened, `reserved`. To be called inside a transaction. */
export class SaleInsert {
  readonly #insert;
  readonly #part;

  constructor(ledger: Ledger) {
    this.#insert = ledger.prepare(
      `INSERT INTO sale (request_id, state, opened_at, operator_id, meter_id, tariff_version_id,
         supply_group_code, key_revision_number, tariff_index, encryption_algorithm,
         token_carrier_type, base_date, tid, ask_by, ask_amount, transfer_amount, steps, paid, energy,
         fixed_charge, tax, shift_id, payment, kind, resource, service_fee, debt,
         free_steps, lines, charged_until, basket, reason, approved_by, replaces)
       VALUES (?, 'reserved', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
         ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#part = ledger.prepare<[number, PaymentKind, number]>(
      'INSERT INTO sale_payment (sale_id, kind, amount) VALUES (?, ?, ?)',
    );
  }

  /** Answers the id of the sale. */
  run(draft: SaleDraft, opening: Opening): number {
    const { ask, quote } = draft;
    const added = this.#insert.run(
      draft.requestId,
      opening.openedAt.getTime(),
      draft.operatorId,
      draft.meterId,
      draft.tariffVersionId,
      draft.supplyGroupCode,
      draft.keyRevisionNumber,
      draft.tariffIndex,
      draft.encryptionAlgorithm,
      draft.tokenCarrierType,
      draft.baseDate,
      opening.tid,
      ask.by,
      ask.amount,
      quote.transferAmount,
      quote.steps,
      quote.paid,
      quote.energy,
      quote.fixedCharge,
      quote.tax,
      draft.shiftId,
      draft.payment,
      draft.kind,
      quote.resource,
      quote.serviceFee,
      quote.debt,
      quote.freeSteps,
      writeLines(quote.lines),
      quote.chargedUntil === null ? null : Date.parse(quote.chargedUntil),
      draft.basket,
      draft.reason,
      draft.approvedBy,
      draft.replaces,
    );
    const id = Number(added.lastInsertRowid);
    for (const { kind, amount } of draft.parts) this.#part.run(id, kind, amount);
    return id;
  }
}
