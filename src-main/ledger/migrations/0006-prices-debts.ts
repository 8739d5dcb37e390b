import type Database from 'better-sqlite3';
import { insertOnly } from './insert-only.ts';

/**
 * Prices in blocks with charges, fees and taxes, known before they are in force; water, gas and time
 * beside electricity; debts; sales that say what each part of their price is for. Money is in minor
 * units, quantities in steps of 0.1 unit, times are milliseconds since 1970 in UTC.
 */
export function pricesDebts(ledger: Database.Database): void {
  tariffs(ledger);
  sales(ledger);
  debts(ledger);
}

/** Words for what tariffs had without a name, in the language that the shop spoke. */
const SHOP_LANGUAGE = `(SELECT value ->> 'language' FROM setting WHERE name = 'shop')`;
const FIXED_CHARGE = `CASE ${SHOP_LANGUAGE} WHEN 'fr' THEN 'Frais fixes' WHEN 'pt' THEN 'Taxa fixa'
  WHEN 'sw' THEN 'Ada ya kudumu' ELSE 'Fixed charge' END`;
const VAT = `CASE ${SHOP_LANGUAGE} WHEN 'fr' THEN 'TVA' WHEN 'pt' THEN 'IVA' ELSE 'VAT' END`;

function tariffs(ledger: Database.Database): void {
  ledger.exec(`
    -- Insert only. In force is the one with the latest valid_from that is past, the last of equals.
    CREATE TABLE tariff_version_new (
      id          INTEGER PRIMARY KEY,
      tariff_id   INTEGER NOT NULL REFERENCES tariff (id),
      valid_from  INTEGER NOT NULL,
      resource    TEXT NOT NULL CHECK (resource IN ('electricity', 'water', 'gas', 'time')),
      price_class TEXT NOT NULL CHECK (length(price_class) <= 20),
      -- Canonical JSON (RFC 8785).
      terms       TEXT NOT NULL CHECK (json_valid(terms)),
      created_at  INTEGER NOT NULL
    ) STRICT;
    -- Until now a version was in force from when it was written down until the next, whatever the clock.
    INSERT INTO tariff_version_new (id, tariff_id, valid_from, resource, price_class, terms, created_at)
    SELECT id, tariff_id, max(created_at) OVER (PARTITION BY tariff_id ORDER BY id), 'electricity', '',
           json_object(
             'blocks', json_array(json_object('price', price_per_kwh, 'upTo', NULL)),
             'fixedCharges', iif(fixed_charge = 0, json_array(), json_array(json_object(
               'amount', fixed_charge, 'arrears', json('false'), 'every', 'sale',
               'name', ${FIXED_CHARGE}))),
             'freeSteps', 0,
             'maximumSale', NULL,
             'minimumSale', 0,
             'pricesIncludeTax', json(iif(prices_include_vat, 'true', 'false')),
             'serviceFee', json_object('amount', 0, 'basisPoints', 0),
             'taxes', iif(vat_basis_points = 0, json_array(), json_array(json_object(
               'basisPoints', vat_basis_points, 'name', ${VAT},
               'on', json_array('energy', 'fixed-charge', 'service-fee'))))),
           created_at
    FROM tariff_version ORDER BY id;
    DROP TABLE tariff_version;
    ALTER TABLE tariff_version_new RENAME TO tariff_version;
    CREATE INDEX tariff_version_of ON tariff_version (tariff_id, valid_from, id);
    CREATE TRIGGER tariff_version_kept BEFORE DELETE ON tariff_version
    BEGIN SELECT RAISE(ABORT, 'a version of a tariff is never deleted'); END;
    CREATE TRIGGER tariff_version_unchanged BEFORE UPDATE ON tariff_version
    BEGIN SELECT RAISE(ABORT, 'a version of a tariff is never changed'); END;

    ALTER TABLE meter ADD COLUMN resource TEXT NOT NULL DEFAULT 'electricity'
      CHECK (resource IN ('electricity', 'water', 'gas', 'time'));
  `);
}

/** The columns that sales had. What they are worth stays as it was, and so do their digests. */
const SALE_BEFORE = `id, request_id, state, opened_at, closed_at, operator_id, meter_id,
  tariff_version_id, supply_group_code, key_revision_number, tariff_index, encryption_algorithm,
  token_carrier_type, base_date, tid, ask_by, ask_amount, transfer_amount, steps, paid, energy,
  fixed_charge, tax, module_id, problem, slips, shift_id, payment`;

function sales(ledger: Database.Database): void {
  ledger.exec(`
    -- Made anew: what is paid has more parts now.
    CREATE TABLE sale_new (
      id                   INTEGER PRIMARY KEY,
      request_id           TEXT NOT NULL,
      state                TEXT NOT NULL CHECK (state IN ('reserved', 'asked', 'issued', 'refused')),
      opened_at            INTEGER NOT NULL,
      closed_at            INTEGER,
      operator_id          INTEGER NOT NULL REFERENCES operator (id),
      meter_id             INTEGER NOT NULL REFERENCES meter (id),
      tariff_version_id    INTEGER NOT NULL REFERENCES tariff_version (id),
      supply_group_code    TEXT NOT NULL,
      key_revision_number  INTEGER NOT NULL,
      tariff_index         INTEGER NOT NULL,
      encryption_algorithm INTEGER NOT NULL,
      token_carrier_type   INTEGER NOT NULL,
      base_date            INTEGER NOT NULL CHECK (base_date IN (1993, 2014, 2035)),
      -- Given back (NULL) where the module said no: it made nothing under it.
      tid                  INTEGER CHECK (tid BETWEEN 0 AND 16777215),
      ask_by               TEXT NOT NULL CHECK (ask_by IN ('money', 'units')),
      ask_amount           INTEGER NOT NULL CHECK (ask_amount > 0),
      transfer_amount      INTEGER NOT NULL CHECK (transfer_amount BETWEEN 1 AND 65535),
      steps                INTEGER NOT NULL CHECK (steps > 0),
      paid                 INTEGER NOT NULL
        CHECK (paid = energy + fixed_charge + service_fee + debt + tax),
      energy               INTEGER NOT NULL CHECK (energy >= 0),
      fixed_charge         INTEGER NOT NULL CHECK (fixed_charge >= 0),
      tax                  INTEGER NOT NULL CHECK (tax >= 0),
      module_id            TEXT,
      problem              TEXT CHECK (problem IS NULL OR json_valid(problem)),
      slips                INTEGER NOT NULL DEFAULT 0 CHECK (slips >= 0),
      shift_id             INTEGER REFERENCES shift (id),
      payment              TEXT NOT NULL DEFAULT 'cash'
        CHECK (payment IN ('cash', 'card', 'mobile-money', 'account', 'mixed')),
      kind                 TEXT NOT NULL DEFAULT 'sale'
        CHECK (kind IN ('sale', 'free-issue', 'replacement')),
      resource             TEXT NOT NULL DEFAULT 'electricity'
        CHECK (resource IN ('electricity', 'water', 'gas', 'time')),
      service_fee          INTEGER NOT NULL DEFAULT 0 CHECK (service_fee >= 0),
      debt                 INTEGER NOT NULL DEFAULT 0 CHECK (debt >= 0),
      -- Of the steps, those that were given and not bought.
      free_steps           INTEGER NOT NULL DEFAULT 0 CHECK (free_steps BETWEEN 0 AND steps),
      -- What was paid, line by line, as JSON. NULL for sales from before it was written down: theirs
      -- follow from the columns, and their digests are of the columns only.
      lines                TEXT CHECK (lines IS NULL OR json_valid(lines)),
      -- Up to when the meter's daily and monthly charges are taken; NULL where there were none.
      charged_until        INTEGER,
      -- Sales that were paid for together have the same.
      basket               TEXT CHECK (length(basket) BETWEEN 1 AND 36),
      -- Why nothing was paid.
      reason               TEXT CHECK (length(reason) BETWEEN 1 AND 200),
      approved_by          INTEGER REFERENCES operator (id),
      -- The sale whose token this one's stands in for.
      replaces             INTEGER REFERENCES sale (id),
      CHECK ((state IN ('issued', 'refused')) = (closed_at IS NOT NULL)),
      CHECK (tid IS NOT NULL OR state = 'refused'),
      CHECK (kind = 'sale' OR (paid = 0 AND reason IS NOT NULL)),
      CHECK ((kind = 'replacement') = (replaces IS NOT NULL))
    ) STRICT;
    INSERT INTO sale_new (${SALE_BEFORE}) SELECT ${SALE_BEFORE} FROM sale ORDER BY id;
    -- It looks at sales, so it has to be away while there are none.
    DROP TRIGGER lost_asking_kept;
    DROP TABLE sale;
    ALTER TABLE sale_new RENAME TO sale;
    -- Made when the sales are there: sorted, a million take seconds.
    CREATE UNIQUE INDEX sale_request ON sale (request_id);
    -- The TID rule's last line of defence: no meter ever gets the same TID twice on one base date.
    -- It also finds a meter's last TID, its sales, and those of a month.
    CREATE UNIQUE INDEX sale_tid ON sale (meter_id, base_date, tid);
    CREATE INDEX sale_unfinished ON sale (meter_id) WHERE state IN ('reserved', 'asked');
    CREATE INDEX sale_basket ON sale (basket) WHERE basket IS NOT NULL;
    CREATE INDEX sale_replaces ON sale (replaces) WHERE replaces IS NOT NULL;

    CREATE TRIGGER lost_asking_kept BEFORE DELETE ON lost_asking
    WHEN (SELECT state FROM sale WHERE id = OLD.sale_id) IN ('issued', 'refused')
    BEGIN SELECT RAISE(ABORT, 'a lost asking of a closed sale is never deleted'); END;
    CREATE TRIGGER sale_kept BEFORE DELETE ON sale
    BEGIN SELECT RAISE(ABORT, 'a sale is never deleted'); END;
    CREATE TRIGGER sale_as_opened BEFORE UPDATE OF id, request_id, opened_at, operator_id, meter_id,
      tariff_version_id, supply_group_code, key_revision_number, tariff_index, encryption_algorithm,
      token_carrier_type, base_date, ask_by, ask_amount, transfer_amount, steps, paid, energy,
      fixed_charge, tax, shift_id, payment, kind, resource, service_fee, debt, free_steps, lines,
      charged_until, basket, reason, approved_by, replaces ON sale
    BEGIN SELECT RAISE(ABORT, 'what a sale was opened with is never changed'); END;
    CREATE TRIGGER sale_tid_kept BEFORE UPDATE OF tid ON sale
    WHEN NEW.tid IS NOT NULL OR NEW.state <> 'refused' OR OLD.state IN ('issued', 'refused')
    BEGIN SELECT RAISE(ABORT, 'a TID is kept, unless the module refused it'); END;
    CREATE TRIGGER sale_closed BEFORE UPDATE OF state, closed_at, module_id, problem ON sale
    WHEN OLD.state IN ('issued', 'refused')
    BEGIN SELECT RAISE(ABORT, 'a closed sale is never changed'); END;
  `);
}

function debts(ledger: Database.Database): void {
  ledger.exec(`
    CREATE TABLE debt (
      id                INTEGER PRIMARY KEY,
      request_id        TEXT NOT NULL UNIQUE,
      -- Whoever's it is: taken at any of their meters.
      customer_id       INTEGER NOT NULL REFERENCES customer (id),
      name              TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
      kind              TEXT NOT NULL CHECK (kind IN ('arrears', 'auxiliary')),
      take_kind         TEXT NOT NULL CHECK (take_kind IN ('whole', 'share', 'fixed')),
      -- Basis points of what is paid, or minor units of each sale.
      take_amount       INTEGER CHECK (take_amount > 0),
      per_sale_ceiling  INTEGER CHECK (per_sale_ceiling > 0),
      per_month_ceiling INTEGER CHECK (per_month_ceiling > 0),
      -- The lowest is taken first.
      priority          INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 99),
      opened_at         INTEGER NOT NULL,
      CHECK ((take_kind = 'whole') = (take_amount IS NULL))
    ) STRICT;
    CREATE INDEX debt_of_customer ON debt (customer_id, priority, id);

    -- What became of it. The balance is the sum of these, and stands nowhere else.
    CREATE TABLE debt_movement (
      id          INTEGER PRIMARY KEY,
      -- NULL for what a sale or its refund does.
      request_id  TEXT UNIQUE,
      debt_id     INTEGER NOT NULL REFERENCES debt (id),
      at          INTEGER NOT NULL,
      kind        TEXT NOT NULL
        CHECK (kind IN ('opened', 'taken', 'adjusted', 'written-off', 'given-back')),
      amount      INTEGER NOT NULL CHECK (amount <> 0),
      sale_id     INTEGER REFERENCES sale (id),
      operator_id INTEGER REFERENCES operator (id),
      approved_by INTEGER REFERENCES operator (id),
      reason      TEXT NOT NULL CHECK (length(reason) <= 200),
      CHECK ((kind IN ('taken', 'given-back')) = (sale_id IS NOT NULL)),
      CHECK ((kind IN ('taken', 'given-back')) = (request_id IS NULL)),
      CHECK (CASE kind WHEN 'adjusted' THEN 1 WHEN 'opened' THEN amount > 0
        WHEN 'given-back' THEN amount > 0 ELSE amount < 0 END)
    ) STRICT;
    CREATE INDEX debt_movement_of ON debt_movement (debt_id, at, amount, kind);
    -- A sale takes each debt once, and gives it back once.
    CREATE UNIQUE INDEX debt_movement_in ON debt_movement (sale_id, debt_id, kind)
      WHERE sale_id IS NOT NULL;

    CREATE TRIGGER debt_kept BEFORE DELETE ON debt
    BEGIN SELECT RAISE(ABORT, 'a debt is never deleted'); END;
    CREATE TRIGGER debt_as_opened BEFORE UPDATE OF id, request_id, kind, opened_at ON debt
    BEGIN SELECT RAISE(ABORT, 'what a debt was opened with is never changed'); END;
    CREATE TRIGGER debt_not_below_zero BEFORE INSERT ON debt_movement
    WHEN NEW.amount + (SELECT coalesce(sum(amount), 0) FROM debt_movement WHERE debt_id = NEW.debt_id) < 0
    BEGIN SELECT RAISE(ABORT, 'nobody owes less than nothing'); END;
    ${insertOnly('debt_movement')}
  `);
}
