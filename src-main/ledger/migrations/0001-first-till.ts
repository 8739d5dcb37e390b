import type Database from 'better-sqlite3';

/**
 * The first till: shop, people, tariffs, meters and their customers, sales and tokens.
 * Money is in minor units, energy in steps of 0.1 kWh, times are milliseconds since 1970 in UTC.
 */
export function firstTill(ledger: Database.Database): void {
  ledger.exec(`
    CREATE TABLE setting (
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE operator (
      id         INTEGER PRIMARY KEY,
      name       TEXT NOT NULL,
      role       TEXT NOT NULL CHECK (role IN ('owner')),
      pin_hash   TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE security_module (
      module_id   TEXT PRIMARY KEY,
      firmware_id TEXT NOT NULL,
      emulated    INTEGER NOT NULL CHECK (emulated IN (0, 1)),
      first_seen  INTEGER NOT NULL,
      last_seen   INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tariff (
      id   INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    -- Insert only: a sale names the version it was made at.
    CREATE TABLE tariff_version (
      id                 INTEGER PRIMARY KEY,
      tariff_id          INTEGER NOT NULL REFERENCES tariff (id),
      price_per_kwh      INTEGER NOT NULL CHECK (price_per_kwh > 0),
      fixed_charge       INTEGER NOT NULL CHECK (fixed_charge >= 0),
      vat_basis_points   INTEGER NOT NULL CHECK (vat_basis_points BETWEEN 0 AND 10000),
      prices_include_vat INTEGER NOT NULL CHECK (prices_include_vat IN (0, 1)),
      created_at         INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX tariff_version_of ON tariff_version (tariff_id, id);

    CREATE TABLE customer (
      id         INTEGER PRIMARY KEY,
      name       TEXT NOT NULL,
      phone      TEXT NOT NULL,
      address    TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE meter (
      id                   INTEGER PRIMARY KEY,
      pan                  TEXT NOT NULL UNIQUE CHECK (length(pan) = 18),
      drn                  TEXT NOT NULL UNIQUE CHECK (length(drn) IN (11, 13)),
      customer_id          INTEGER NOT NULL REFERENCES customer (id),
      tariff_id            INTEGER NOT NULL REFERENCES tariff (id),
      supply_group_code    TEXT NOT NULL CHECK (length(supply_group_code) = 6),
      key_revision_number  INTEGER NOT NULL CHECK (key_revision_number BETWEEN 1 AND 9),
      tariff_index         INTEGER NOT NULL CHECK (tariff_index BETWEEN 0 AND 99),
      encryption_algorithm INTEGER NOT NULL CHECK (encryption_algorithm IN (7, 11)),
      token_carrier_type   INTEGER NOT NULL CHECK (token_carrier_type IN (1, 2)),
      blind                INTEGER NOT NULL CHECK (blind IN (0, 1)),
      created_at           INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX meter_of_customer ON meter (customer_id);

    CREATE TABLE sale (
      id                   INTEGER PRIMARY KEY,
      request_id           TEXT NOT NULL UNIQUE,
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
      paid                 INTEGER NOT NULL CHECK (paid = energy + fixed_charge + tax),
      energy               INTEGER NOT NULL CHECK (energy >= 0),
      fixed_charge         INTEGER NOT NULL CHECK (fixed_charge >= 0),
      tax                  INTEGER NOT NULL CHECK (tax >= 0),
      module_id            TEXT,
      problem              TEXT CHECK (problem IS NULL OR json_valid(problem)),
      slips                INTEGER NOT NULL DEFAULT 0 CHECK (slips >= 0),
      CHECK ((state IN ('issued', 'refused')) = (closed_at IS NOT NULL)),
      CHECK (tid IS NOT NULL OR state = 'refused')
    ) STRICT;
    -- The TID rule's last line of defence: no meter ever gets the same TID twice on one base date.
    -- It also finds a meter's last TID and its sales.
    CREATE UNIQUE INDEX sale_tid ON sale (meter_id, base_date, tid);
    CREATE INDEX sale_unfinished ON sale (meter_id) WHERE state IN ('reserved', 'asked');

    CREATE TABLE token (
      sale_id         INTEGER NOT NULL REFERENCES sale (id),
      sequence        INTEGER NOT NULL CHECK (sequence >= 1),
      digits          TEXT NOT NULL CHECK (length(digits) = 20),
      -- The digits backwards, to find a token by its last digits.
      digits_reversed TEXT NOT NULL CHECK (length(digits_reversed) = 20),
      PRIMARY KEY (sale_id, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX token_tail ON token (digits_reversed);

    CREATE TRIGGER token_kept BEFORE DELETE ON token
    BEGIN SELECT RAISE(ABORT, 'a token is never deleted'); END;
    CREATE TRIGGER token_unchanged BEFORE UPDATE ON token
    BEGIN SELECT RAISE(ABORT, 'a token is never changed'); END;
    CREATE TRIGGER sale_kept BEFORE DELETE ON sale
    BEGIN SELECT RAISE(ABORT, 'a sale is never deleted'); END;
    CREATE TRIGGER sale_as_opened BEFORE UPDATE OF id, request_id, opened_at, operator_id, meter_id,
      tariff_version_id, supply_group_code, key_revision_number, tariff_index, encryption_algorithm,
      token_carrier_type, base_date, ask_by, ask_amount, transfer_amount, steps, paid, energy,
      fixed_charge, tax ON sale
    BEGIN SELECT RAISE(ABORT, 'what a sale was opened with is never changed'); END;
    CREATE TRIGGER sale_tid_kept BEFORE UPDATE OF tid ON sale
    WHEN NEW.tid IS NOT NULL OR NEW.state <> 'refused' OR OLD.state IN ('issued', 'refused')
    BEGIN SELECT RAISE(ABORT, 'a TID is kept, unless the module refused it'); END;
    CREATE TRIGGER sale_closed BEFORE UPDATE OF state, closed_at, module_id, problem ON sale
    WHEN OLD.state IN ('issued', 'refused')
    BEGIN SELECT RAISE(ABORT, 'a closed sale is never changed'); END;
    CREATE TRIGGER tariff_version_kept BEFORE DELETE ON tariff_version
    BEGIN SELECT RAISE(ABORT, 'a version of a tariff is never deleted'); END;
    CREATE TRIGGER tariff_version_unchanged BEFORE UPDATE ON tariff_version
    BEGIN SELECT RAISE(ABORT, 'a version of a tariff is never changed'); END;
  `);
}
