import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { found, numberOf, SALES, sound, sql, withSoundLedger } from './tampered-ledger.ts';

withSoundLedger();

describe('sales and tokens', () => {
  const sale = () =>
    numberOf(`SELECT id FROM sale WHERE state = 'issued' AND debt = 0 AND id > ${SALES / 2}`);

  it.each([
    ['request_id', `'00000000-0000-4000-8000-000000000000'`],
    ['opened_at', 'opened_at - 1'],
    ['closed_at', 'closed_at + 1'],
    ['operator_id', 'CASE operator_id WHEN 3 THEN 4 ELSE 3 END'],
    ['meter_id', 'CASE meter_id WHEN 20 THEN 21 ELSE 20 END'],
    ['tid', 'tid + 1'],
    ['ask_amount', 'ask_amount + 1'],
    ['transfer_amount', 'transfer_amount + 1'],
    ['steps', 'steps + 1'],
    ['module_id', `'94000002'`],
    ['payment', `CASE payment WHEN 'card' THEN 'cash' ELSE 'card' END`],
    ['shift_id', 'shift_id - 1'],
    ['kind', `'free-issue'`],
    ['resource', `'water'`],
    ['service_fee', 'service_fee + 1'],
    ['debt', 'debt + 1'],
    ['free_steps', 'free_steps + 1'],
    ['lines', `replace(lines, 'VAT', 'Levy')`],
    ['lines', 'NULL'],
    ['charged_until', 'charged_until + 1'],
    ['basket', `'somebody else’s'`],
    ['reason', `'x'`],
    ['approved_by', '1'],
    ['replaces', '1'],
  ])('are wrong where %s was changed', (column, value) => {
    const id = sale();
    const places = found(sql(`UPDATE sale SET ${column} = ${value} WHERE id = ${id}`));
    expect(places).toContain(`row.changed sale ${id}`);
  });

  it('are wrong where some are said to have been paid for together that were not', () => {
    const id = sale();
    const together = (ids: string) =>
      found(sql(`UPDATE sale SET basket = 'one payment' WHERE id IN (${ids})`));
    expect(together(`${id}`)).toContain(`sale.basket sale ${id}`);
    expect(together(`${id}, ${id + 1}`)).toContain(`sale.basket sale ${id}`);
  });

  it('are wrong where money was taken out of one, even if its sum still holds', () => {
    const id = sale();
    expect(found(sql(`UPDATE sale SET paid = paid - 100 WHERE id = ${id}`))).toEqual(
      expect.arrayContaining([`row.changed sale ${id}`, `sale.sum sale ${id}`]),
    );
    const places = found(
      sql(`UPDATE sale SET paid = paid - 100, energy = energy - 100 WHERE id = ${id}`),
    );
    expect(places).toContain(`row.changed sale ${id}`);
    expect(places).not.toContain(`sale.sum sale ${id}`);
    expect(places.some((each) => each.startsWith('z.sum z_report'))).toBe(true);
  });

  it('are wrong where one was deleted, with its token or without', () => {
    const id = sale();
    const without = found(sql(`DELETE FROM sale WHERE id = ${id}`));
    expect(without).toEqual(
      expect.arrayContaining([`row.missing sale ${id}`, `row.gap sale ${id}`]),
    );
    expect(without.some((each) => each.startsWith('file.reference token'))).toBe(true);
    const whole = found((ledger) => {
      ledger.exec(`DELETE FROM token WHERE sale_id = ${id}; DELETE FROM sale WHERE id = ${id}`);
    });
    expect(whole[0]).toBe(`row.missing sale ${id}`);
    const last = numberOf(`SELECT max(id) FROM sale WHERE state = 'issued'`);
    const end = found((ledger) => {
      ledger.exec(
        `DELETE FROM token WHERE sale_id >= ${last}; DELETE FROM sale WHERE id >= ${last}`,
      );
    });
    expect(end).toContain(`row.missing sale ${last}`);
  });

  it('are wrong where one was put in, or sold twice', () => {
    const copySale = `INSERT INTO sale SELECT ${SALES + 1}, 'x', state, opened_at, closed_at,
      operator_id, meter_id, tariff_version_id, supply_group_code, key_revision_number, tariff_index,
      encryption_algorithm, token_carrier_type, base_date, tid + 90, ask_by, ask_amount,
      transfer_amount, steps, paid, energy, fixed_charge, tax, module_id, problem, slips,
      (SELECT max(id) FROM shift), payment, kind, resource, service_fee, debt, free_steps, lines,
      charged_until, basket, reason, approved_by, replaces FROM sale WHERE id = ${sale()}`;
    const copyToken = `INSERT INTO token SELECT ${SALES + 1}, 1, digits, digits_reversed FROM token
      WHERE sale_id = ${sale()}`;
    const put = found((ledger) => ledger.exec(`${copySale}; ${copyToken}`));
    expect(put).toContain(`row.unwritten sale ${SALES + 1}`);
  });

  it('are wrong where a sale has a second token, another one, or none', () => {
    const id = sale();
    const second = found(
      sql(
        `INSERT INTO token SELECT sale_id, 2, digits, digits_reversed FROM token WHERE sale_id = ${id}`,
      ),
    );
    expect(second).toEqual([`token.count sale ${id}`]);
    expect(found(sql(`DELETE FROM token WHERE sale_id = ${id}`))).toEqual([
      `row.changed sale ${id}`,
      `token.count sale ${id}`,
    ]);
    const other = `digits = '99999999999999999999', digits_reversed = '99999999999999999999'`;
    expect(found(sql(`UPDATE token SET ${other} WHERE sale_id = ${id}`))).toEqual([
      `row.changed sale ${id}`,
    ]);
    expect(
      found(
        sql(`UPDATE token SET digits_reversed = '0' || substr(digits_reversed, 1, 19)
                 WHERE sale_id = ${id}`),
      ),
    ).toEqual([`token.reversed sale ${id}`]);
    const refused = numberOf(`SELECT id FROM sale WHERE state = 'refused'`);
    expect(
      found(
        sql(`INSERT INTO token SELECT ${refused}, 1, digits, digits_reversed FROM token
                 WHERE sale_id = ${id}`),
      ),
    ).toEqual([`token.count sale ${refused}`]);
  });

  it('are wrong where the state is not what the rest says', () => {
    const id = sale();
    expect(found(sql(`UPDATE sale SET state = 'refused' WHERE id = ${id}`))).toEqual(
      expect.arrayContaining([
        `row.missing sale ${id}`,
        `sale.state sale ${id}`,
        `token.count sale ${id}`,
      ]),
    );
    const refused = numberOf(`SELECT id FROM sale WHERE state = 'refused'`);
    expect(found(sql(`UPDATE sale SET closed_at = NULL WHERE id = ${refused}`))).toContain(
      `sale.state sale ${refused}`,
    );
  });

  it('are wrong where TIDs fall', () => {
    const earlier =
      numberOf(`SELECT max(before.id) FROM sale AS before JOIN sale AS after USING (meter_id)
               WHERE before.tid IS NOT NULL AND before.id < after.id AND after.tid IS NOT NULL
                 AND after.id < ${SALES}`);
    const next = numberOf(`SELECT min(id) FROM sale WHERE tid IS NOT NULL AND id > ${earlier}
        AND meter_id = (SELECT meter_id FROM sale WHERE id = ${earlier})`);
    const places = found((ledger) => {
      const tidOf = (id: number) =>
        ledger.prepare('SELECT tid FROM sale WHERE id = ?').pluck().get(id);
      const [one, other] = [tidOf(earlier), tidOf(next)];
      const set = ledger.prepare('UPDATE sale SET tid = ? WHERE id = ?');
      set.run(1, earlier);
      set.run(one, next);
      set.run(other, earlier);
    });
    expect(places.some((each) => each.startsWith('sale.tid-order sale'))).toBe(true);
  });
});

describe('the drawer', () => {
  const oneOf = (table: string) => numberOf(`SELECT max(id) FROM ${table} WHERE shift_id = 1`);

  it.each([
    ['refund', 'amount = amount - 1'],
    ['refund', `reason = 'another'`],
    ['refund', 'sale_id = 1'],
    ['cash_movement', 'amount = amount + 1'],
    ['cash_movement', `kind = 'pay-in'`],
    ['shift_count', 'cash = cash + 1'],
  ])('is wrong where a row of %s was changed: %s', (table, change) => {
    const first = numberOf(`SELECT min(id) FROM ${table}`);
    const places = found(sql(`UPDATE ${table} SET ${change} WHERE id = ${first}`));
    expect(places).toContain(`row.changed ${table} ${first}`);
  });

  it.each(['refund', 'cash_movement', 'shift_count'])(
    'is wrong where one of %s was deleted',
    (table) => {
      const first = numberOf(`SELECT min(id) FROM ${table}`);
      expect(found(sql(`DELETE FROM ${table} WHERE id = ${first}`))).toContain(
        `row.missing ${table} ${first}`,
      );
      const copy = numberOf(`SELECT max(id) FROM ${table}`) + 1;
      const columns = columnsOf(table).filter((column) => !['id', 'request_id'].includes(column));
      const request = columnsOf(table).includes('request_id') ? `, request_id` : '';
      const places = found(
        sql(`INSERT INTO ${table} (id${request}, ${columns.join()})
           SELECT ${copy}${request && `, 'new'`}, ${columns.join()} FROM ${table} WHERE id = ${first}`),
      );
      expect(places).toContain(`row.unwritten ${table} ${copy}`);
    },
  );

  it('is wrong where more is given back than was paid', () => {
    const saleId = numberOf('SELECT min(sale_id) FROM refund');
    const places = found(sql(`UPDATE refund SET amount = amount + 1 WHERE sale_id = ${saleId}`));
    expect(places).toContain(`sale.refunds sale ${saleId}`);
  });

  it('is wrong where a shift was changed', () => {
    expect(oneOf('sale')).toBeGreaterThan(0);
    expect(found(sql('UPDATE shift SET float = float + 1 WHERE id = 1'))).toEqual(
      expect.arrayContaining(['shift.opened shift 1', 'z.sum z_report 1']),
    );
    expect(found(sql('UPDATE shift SET closed_at = closed_at + 1 WHERE id = 1'))).toEqual([
      'z.sum z_report 1',
    ]);
    const running = numberOf(`SELECT id FROM shift WHERE state <> 'closed'`);
    expect(
      found(sql(`UPDATE shift SET after_sale = after_sale - 5 WHERE id = ${running}`)),
    ).toContain(
      `sale.shift sale ${numberOf(`SELECT after_sale FROM shift WHERE id = ${running}`) - 4}`,
    );
  });
});

describe('prices and debts', () => {
  const oneTaken = () =>
    numberOf(`SELECT sale_id FROM debt_movement WHERE kind = 'taken' ORDER BY id LIMIT 1 OFFSET 9`);

  it('are wrong where the lines of a sale come to something else', () => {
    const id = oneTaken();
    for (const change of [
      `lines = replace(lines, '"kind":"tax"', '"kind":"energy"')`,
      `lines = json_set(lines, '$[0].amount', 1)`,
      `lines = '[]'`,
      `lines = 'no lines'`,
    ]) {
      const places = found(sql(`UPDATE sale SET ${change} WHERE id = ${id}`));
      expect(places).toContain(`sale.lines sale ${id}`);
    }
  });

  it('are wrong where a sale from before lines were written down has what came with them', () => {
    const id = oneTaken();
    for (const change of [
      'charged_until = opened_at',
      'charged_until = NULL, free_steps = 1',
      `charged_until = NULL, reason = 'x'`,
      'charged_until = NULL, approved_by = 1',
    ]) {
      const places = found(sql(`UPDATE sale SET lines = NULL, ${change} WHERE id = ${id}`));
      expect(places, change).toContain(`sale.lines sale ${id}`);
    }
    const before = `UPDATE sale SET lines = NULL, charged_until = NULL WHERE id = ${id}`;
    expect(found(sql(before))).not.toContain(`sale.lines sale ${id}`);
  });

  it('are wrong where a sale is of something else than its tariff', () => {
    const places = found(sql(`UPDATE sale SET resource = 'gas' WHERE id = ${oneTaken()}`));
    expect(places).toContain(`sale.resource sale ${oneTaken()}`);
    const prices = found(sql(`UPDATE tariff_version SET resource = 'time' WHERE id = 1`));
    expect(prices.some((place) => place.startsWith('sale.resource sale'))).toBe(true);
  });

  it('are wrong where what was taken of a debt is not what the sale says', () => {
    const id = oneTaken();
    const taken = `kind = 'taken' AND sale_id = ${id}`;
    const row = numberOf(`SELECT id FROM debt_movement WHERE ${taken}`);
    for (const change of [
      `UPDATE debt_movement SET amount = amount + 1 WHERE ${taken}`,
      `UPDATE debt_movement SET debt_id = debt_id - 1 WHERE ${taken}`,
      `UPDATE debt_movement SET at = at - 1 WHERE ${taken}`,
      `DELETE FROM debt_movement WHERE ${taken}`,
    ]) {
      expect(found(sql(change)), change).toContain(`debt.taken sale ${id}`);
    }
    expect(found(sql(`DELETE FROM debt_movement WHERE ${taken}`))).toContain(
      `row.gap debt_movement ${row}`,
    );
    const free = numberOf(`SELECT max(id) FROM sale WHERE debt = 0 AND state = 'issued'`);
    const places = found(
      sql(`INSERT INTO debt_movement (debt_id, at, kind, amount, sale_id, reason)
           SELECT debt_id, at, kind, amount, ${free}, '' FROM debt_movement WHERE ${taken}`),
    );
    expect(places).toContain(`debt.taken sale ${free}`);
  });

  it.each([
    ['customer_id', 'customer_id + 1'],
    ['name', `'Nothing owed'`],
    ['kind', `'auxiliary'`],
    ['take_kind', `'fixed'`],
    ['take_amount', '1'],
    ['per_sale_ceiling', '1'],
    ['per_month_ceiling', '1'],
    ['priority', '99'],
    ['opened_at', 'opened_at + 1'],
    ['opened_with', 'NULL'],
  ])('are wrong where a debt is taken from somebody else, or otherwise: %s', (column, value) => {
    const id = numberOf('SELECT max(id) FROM debt');
    expect(found(sql(`UPDATE debt SET ${column} = ${value} WHERE id = ${id}`))).toEqual([
      `row.changed debt ${id}`,
    ]);
  });

  it.each([
    ['valid_from', 'valid_from - 1'],
    ['resource', `'water'`],
    ['price_class', `'Friends'`],
    ['terms', `json_set(terms, '$.blocks[0].price', 1)`],
  ])('are wrong where a price is not what was saved: %s', (column, value) => {
    const id = numberOf('SELECT max(id) FROM tariff_version');
    const places = found(sql(`UPDATE tariff_version SET ${column} = ${value} WHERE id = ${id}`));
    expect(places).toContain(`row.changed tariff_version ${id}`);
  });

  it('are wrong where a price was put in, or taken away', () => {
    const last = numberOf('SELECT max(id) FROM tariff_version');
    const put = `INSERT INTO tariff_version (tariff_id, valid_from, resource, price_class, terms, created_at)
      SELECT tariff_id, valid_from, resource, price_class, terms, created_at FROM tariff_version`;
    expect(found(sql(`${put} WHERE id = ${last}`))).toEqual([
      `row.unwritten tariff_version ${last + 1}`,
    ]);
    const away = found(sql(`DELETE FROM tariff_version WHERE id = ${last}`));
    expect(away).toContain('row.missing tariff_version');
  });

  it('are wrong where a debt was written down by hand, or taken away', () => {
    const last = numberOf('SELECT max(id) FROM debt');
    const copied = `INSERT INTO debt (request_id, customer_id, name, kind, take_kind, take_amount,
        priority, opened_at, opened_with)
      SELECT 'x', customer_id, name, kind, take_kind, take_amount, priority, opened_at, opened_with
      FROM debt WHERE id = ${last}`;
    expect(found(sql(copied))).toEqual([`row.unwritten debt ${last + 1}`]);
    expect(found(sql(`DELETE FROM debt WHERE id = ${last}`))).toContain(`row.missing debt ${last}`);
  });

  it('are wrong where a token is replaced twice, or by an older one', () => {
    const nth = (offset: number) =>
      numberOf(`SELECT id FROM sale WHERE state = 'issued' ORDER BY id LIMIT 1 OFFSET ${offset}`);
    const [first, one, other] = [nth(0), nth(20), nth(21)];
    const twice = found(sql(`UPDATE sale SET replaces = ${first} WHERE id IN (${one}, ${other})`));
    expect(twice).toContain(`sale.replaced sale ${other}`);
    const older = found(sql(`UPDATE sale SET replaces = ${other} WHERE id = ${first}`));
    expect(older).toContain(`sale.replaced sale ${first}`);
  });

  it('are wrong where what people did to a debt was changed, or done by hand', () => {
    const id = numberOf(`SELECT max(id) FROM debt_movement WHERE kind = 'opened'`);
    for (const change of [
      'amount = amount + 1',
      `reason = 'x'`,
      'operator_id = 3',
      'at = at + 1',
    ]) {
      const places = found(sql(`UPDATE debt_movement SET ${change} WHERE id = ${id}`));
      expect(places).toContain(`row.changed debt_movement ${id}`);
    }
    const last = numberOf('SELECT max(id) FROM debt_movement') + 1;
    const gift = `INSERT INTO debt_movement (request_id, debt_id, at, kind, amount, operator_id, reason)
      VALUES ('x', 1, 0, 'written-off', -1000000, 1, '')`;
    expect(found(sql(gift))).toEqual(
      expect.arrayContaining([
        `row.unwritten debt_movement ${last}`,
        `debt.balance debt_movement ${last}`,
      ]),
    );
    expect(found(sql('DELETE FROM debt WHERE id = 1'))).toContain('row.gap debt 1');
  });

  it('are wrong where a debt is owed again without a refund, or is not after one', () => {
    const taken = numberOf(`SELECT max(id) FROM debt_movement WHERE kind = 'taken'`);
    const places = found(
      sql(`INSERT INTO debt_movement (debt_id, at, kind, amount, sale_id, operator_id, reason)
           SELECT debt_id, at, 'given-back', -amount, sale_id, 1, '' FROM debt_movement WHERE id = ${taken}`),
    );
    expect(places).toContain(`debt.given-back debt_movement ${taken}`);
    const refunded = found((ledger) => {
      ledger.exec(`INSERT INTO refund (request_id, sale_id, shift_id, at, operator_id, amount, payment, reason)
        SELECT 'x', id, shift_id, opened_at, 1, paid, 'cash', 'x' FROM sale
        WHERE id = (SELECT sale_id FROM debt_movement WHERE id = ${taken})`);
    });
    expect(refunded).toContain(`debt.given-back debt_movement ${taken}`);
  });
});

describe('the Z reports', () => {
  it.each([
    [`body = json_set(body, '$.report.taken', 1)`, 'row.changed z_report 1'],
    [`body = json_set(body, '$.explanation', 'x')`, 'row.changed z_report 1'],
    [`at = at + 1`, 'z.trail z_report 1'],
    [`operator_id = 1`, 'z.trail z_report 1'],
    [`audit_sequence = audit_sequence + 1`, 'z.trail z_report 1'],
    [`audit_hash = zeroblob(32)`, 'z.trail z_report 1'],
    [`body = '{}'`, 'z.body z_report 1'],
  ])('are wrong where one was changed: %s', (change, wanted) => {
    expect(found(sql(`UPDATE z_report SET ${change} WHERE number = 1`))).toContain(wanted);
  });

  it('are wrong where one was deleted', () => {
    const last = numberOf('SELECT max(number) FROM z_report');
    expect(found(sql('DELETE FROM z_report WHERE number = 1'))).toEqual(
      expect.arrayContaining([
        'row.missing z_report 1',
        'z.gap z_report 1',
        'shift.report shift 1',
      ]),
    );
    expect(found(sql(`DELETE FROM z_report WHERE number = ${last}`))).toContain(
      `row.missing z_report ${last}`,
    );
  });

  it('on paper are compared', () => {
    const paper = [{ number: 1, hash: 'a'.repeat(64) }];
    expect(found(() => undefined, { paper })).toEqual(['z.paper z_report 1']);
    expect(found(() => undefined, { paper: [{ number: 999, hash: 'a'.repeat(64) }] })).toEqual([
      'z.paper z_report 999',
    ]);
  });
});

function columnsOf(table: string): string[] {
  const ledger = new Database(sound);
  const columns = ledger.prepare<[], { name: string }>(`PRAGMA table_info(${table})`).all();
  ledger.close();
  return columns.map(({ name }) => name);
}

describe('payments in parts', () => {
  const sale = () => numberOf(`SELECT id FROM sale WHERE state = 'issued' AND payment = 'mixed'`);

  it('are wrong where a part was changed, taken away or put in', () => {
    const id = sale();
    const more = found(sql(`UPDATE sale_payment SET amount = amount + 100 WHERE sale_id = ${id}`));
    expect(more).toEqual(
      expect.arrayContaining([`row.changed sale ${id}`, `sale.parts sale ${id}`]),
    );
    const moved = found((ledger) => {
      ledger.exec(`
        UPDATE sale_payment SET amount = amount - 100 WHERE sale_id = ${id} AND kind = 'cash';
        UPDATE sale_payment SET amount = amount + 100 WHERE sale_id = ${id} AND kind <> 'cash'`);
    });
    expect(moved).toContain(`row.changed sale ${id}`);
    expect(moved).not.toContain(`sale.parts sale ${id}`);
    const without = found(sql(`DELETE FROM sale_payment WHERE sale_id = ${id}`));
    expect(without).toContain(`sale.parts sale ${id}`);
    const whole = numberOf(`SELECT id FROM sale WHERE state = 'issued' AND payment = 'cash'`);
    const put = found(sql(`INSERT INTO sale_payment VALUES (${whole}, 'card', 100)`));
    expect(put).toContain(`sale.parts sale ${whole}`);
  });
});
