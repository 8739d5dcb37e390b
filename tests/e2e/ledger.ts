import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import { type DecodedToken, decodeToken } from '../conformance/decoder.ts';

/** What the ledger holds of a sale. */
export interface LedgerSale {
  readonly state: string;
  /** Digits of its token; null where there is none. */
  readonly digits: string | null;
  readonly tid: number;
  /** The TransferAmount field, 16 bits. */
  readonly transferAmount: number;
  readonly steps: number;
  /** Minor units. */
  readonly paid: number;
  readonly slips: number;
  readonly openedAt: number;
  readonly pan: string;
  readonly supplyGroupCode: string;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: number;
}

/** Reads the sales of a training shop from its file, oldest first. The till has to be closed. */
export function salesInLedger(folder: string): LedgerSale[] {
  const file = new Database(join(folder, 'training.sqlite'), { readonly: true });
  try {
    return file
      .prepare<[], LedgerSale>(
        `SELECT state, digits, tid, transfer_amount AS transferAmount, steps, paid, slips,
           opened_at AS openedAt, pan, sale.supply_group_code AS supplyGroupCode,
           sale.tariff_index AS tariffIndex, sale.encryption_algorithm AS encryptionAlgorithm
         FROM sale JOIN meter ON meter.id = meter_id LEFT JOIN token ON sale_id = sale.id
         ORDER BY sale.id`,
      )
      .all();
  } finally {
    file.close();
  }
}

/** What a meter is told by the digits, with the training module's key for it. */
export function openToken(
  digits: string,
  sale: Pick<LedgerSale, 'pan' | 'supplyGroupCode' | 'tariffIndex' | 'encryptionAlgorithm'>,
): DecodedToken {
  const key = trainingProfile.registers.find(
    ({ supplyGroupCode }) => supplyGroupCode === sale.supplyGroupCode,
  );
  if (!key) throw new Error(`the training profile has no key for ${sale.supplyGroupCode}`);
  return decodeToken(key, sale, digits);
}

const keptLines = z.array(z.object({ kind: z.string(), amount: z.int() }));

/** What the ledger holds of the price of the last sale, and what is still owed of the debts it took. */
export function quoteInLedger(folder: string) {
  const file = new Database(join(folder, 'training.sqlite'), { readonly: true });
  try {
    const parts = file
      .prepare<[], Record<string, number>>(
        `SELECT energy, fixed_charge, service_fee, debt, tax, free_steps
         FROM sale ORDER BY id DESC LIMIT 1`,
      )
      .get();
    const { lines = '[]' } =
      file
        .prepare<[], { lines: string }>('SELECT lines FROM sale ORDER BY id DESC LIMIT 1')
        .get() ?? {};
    const { owed = 0 } =
      file
        .prepare<
          [],
          { owed: number }
        >(`SELECT sum(amount) AS owed FROM debt_movement WHERE debt_id IN
             (SELECT debt_id FROM debt_movement WHERE sale_id = (SELECT max(id) FROM sale))`)
        .get() ?? {};
    return { parts, lines: keptLines.parse(JSON.parse(lines)), owed };
  } finally {
    file.close();
  }
}
