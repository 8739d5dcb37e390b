import { randomUUID } from 'node:crypto';
import type { Ledger } from '../../../src-main/ledger/open.ts';

export const NOW = new Date('2026-03-02T08:15:30Z');

/** What {@link fillExample} writes. */
export const example = {
  moduleId: '94000001',
  requestId: randomUUID(),
  digits: '01234567890123456789',
  tid: 6_398_415,
  /** Ids of sales. */
  issued: 1,
  refused: 2,
  asked: 3,
  /** What its tariff charges, as it is kept now. */
  terms: JSON.stringify({
    blocks: [{ price: 2_500_000, upTo: null }],
    fixedCharges: [],
    freeSteps: 0,
    maximumSale: null,
    minimumSale: 0,
    pricesIncludeTax: false,
    serviceFee: { amount: 0, basisPoints: 0 },
    taxes: [{ basisPoints: 1500, name: 'VAT', on: ['energy', 'fixed-charge', 'service-fee'] }],
  }),
} as const;

/** R2.50 a kWh and 15 % VAT, as a tariff's version had it and has it. */
const FLAT_TERMS = {
  old: {
    columns: 'price_per_kwh, fixed_charge, vat_basis_points, prices_include_vat',
    values: '2500000, 0, 1500, 0',
  },
  now: {
    columns: 'valid_from, resource, price_class, terms',
    values: `0, 'electricity', '', '${example.terms}'`,
  },
};

/**
 * A ledger with something of everything, as version 1 of the schema had it. Written in SQL: the classes
 * of this program are not those that wrote old ledgers.
 */
export function fillExample(ledger: Ledger): void {
  const at = NOW.getTime();
  const { moduleId, requestId, digits, tid } = example;
  const sale = (
    request: string,
    state: string,
    closedAt: number | null,
    number: number,
    module: string | null,
    problem: string | null,
  ) =>
    ledger
      .prepare(
        `INSERT INTO sale (request_id, state, opened_at, closed_at, operator_id, meter_id,
           tariff_version_id, supply_group_code, key_revision_number, tariff_index,
           encryption_algorithm, token_carrier_type, base_date, tid, ask_by, ask_amount,
           transfer_amount, steps, paid, energy, fixed_charge, tax, module_id, problem)
         VALUES (?, ?, ?, ?, 1, 1, 1, '123457', 1, 1, 11, 2, 2014, ?, 'money', 5000,
           174, 174, 5000, 4348, 0, 652, ?, ?)`,
      )
      .run(request, state, at, closedAt, number, module, problem);

  // Before version 5 there were PINs only.
  const version = Number(ledger.pragma('user_version', { simple: true }));
  const isOld = version < 5;
  const hash = "'scrypt$2$8$1$AA==$AA=='";
  const secret = isOld ? 'pin_hash' : 'secret_kind, secret_hash';
  const secretOf = isOld ? hash : `'pin', ${hash}`;
  // Before version 6 a tariff had one price.
  const terms = version < 6 ? FLAT_TERMS.old : FLAT_TERMS.now;
  ledger.transaction(() => {
    ledger.exec(`
      INSERT INTO setting VALUES ('link', '{"kind":"built-in"}');
      INSERT INTO operator (id, name, role, ${secret}, created_at)
        VALUES (1, 'Thandi', 'owner', ${secretOf}, ${at});
      INSERT INTO security_module VALUES ('${moduleId}', 'STS65V10', 1, ${at}, ${at});
      INSERT INTO tariff VALUES (1, 'Domestic');
      INSERT INTO tariff_version (id, tariff_id, ${terms.columns}, created_at)
        VALUES (1, 1, ${terms.values}, ${at});
      INSERT INTO customer (id, name, phone, address, created_at) VALUES
        (1, 'Nomsa Dlamini', '082 555 0101', 'Stand 41, Lerato Street', ${at}),
        (2, 'João Macuácua', '+27 84-555.0177', 'Plot 6', ${at});
      INSERT INTO meter (id, pan, drn, customer_id, tariff_id, supply_group_code,
        key_revision_number, tariff_index, encryption_algorithm, token_carrier_type, blind, created_at)
      VALUES
        (1, '600727071234567873', '07123456787', 1, 1, '123457', 1, 1, 11, 2, 0, ${at}),
        (2, '600727072004662530', '07200466253', 2, 1, '123456', 1, 1, 7, 2, 1, ${at});
    `);
    const problem = JSON.stringify({ code: 'module.silent', detail: { link: 'x' } });
    sale(requestId, 'issued', at, tid, moduleId, null);
    sale(randomUUID(), 'refused', at, tid + 1, null, problem);
    sale(randomUUID(), 'asked', null, tid + 2, null, problem);
    ledger
      .prepare('INSERT INTO token VALUES (1, 1, ?, ?)')
      .run(digits, [...digits].reverse().join(''));
  })();
}

/** What {@link fillLoads} writes: SHA-256 digests. */
export const loadDigests = { loaded: 'a'.repeat(64), asked: 'b'.repeat(64), keys: 'c'.repeat(64) };

/** What version 3 of the schema added, for a ledger that {@link fillExample} has filled. */
export function fillLoads(ledger: Ledger): void {
  const at = NOW.getTime();
  const { moduleId } = example;
  const { loaded, asked, keys } = loadDigests;
  const problem = JSON.stringify({ code: 'licence.unknown', detail: {} });
  ledger.exec(`
    INSERT INTO licence_load VALUES
      (1, 'loaded', ${at}, ${at}, 1, '${moduleId}', '${loaded}', '0A1B2C3D', 500, 0, '2027-11-30',
       '2028-11-30', 11, 7, 507, 0, NULL),
      (2, 'asked', ${at}, NULL, 1, '${moduleId}', '${asked}', NULL, NULL, 0, NULL, NULL, NULL, 507,
       NULL, 1, '${problem}');
    INSERT INTO key_load VALUES
      (1, ${at}, 1, '${moduleId}', '${keys}', 3, '123457', 2, ${at}, 'loaded', NULL),
      (2, ${at}, 1, '${moduleId}', '${keys}', 4, NULL, NULL, NULL, 'refused', '${problem}');
  `);
}
