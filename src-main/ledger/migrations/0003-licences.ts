import type Database from 'better-sqlite3';

/**
 * What was loaded into security modules: licences and keys. Of their texts only a digest and facts are
 * kept. Times are milliseconds since 1970 in UTC, days are texts such as `2027-11-30`.
 */
export function licences(ledger: Database.Database): void {
  ledger.exec(`
    CREATE TABLE licence_load (
      id             INTEGER PRIMARY KEY,
      -- asked: it was sent, and whether the module took it is not known.
      state          TEXT NOT NULL CHECK (state IN ('asked', 'loaded', 'refused')),
      asked_at       INTEGER NOT NULL,
      closed_at      INTEGER,
      operator_id    INTEGER NOT NULL REFERENCES operator (id),
      module_id      TEXT NOT NULL,
      -- SHA-256 of the certificate.
      digest         TEXT NOT NULL CHECK (length(digest) = 64),
      licence_id     TEXT,
      transactions   INTEGER CHECK (transactions >= 0),
      unlimited      INTEGER NOT NULL CHECK (unlimited IN (0, 1)),
      expires_on     TEXT,
      warranty_until TEXT,
      renewal_month  INTEGER CHECK (renewal_month BETWEEN 1 AND 12),
      counter_before INTEGER NOT NULL CHECK (counter_before >= 0),
      -- Null where it could not be read.
      counter_after  INTEGER CHECK (counter_after >= 0),
      -- Sales made through this module before: later ones have taken from the counter.
      sold_before    INTEGER NOT NULL CHECK (sold_before >= 0),
      problem        TEXT CHECK (problem IS NULL OR json_valid(problem)),
      CHECK ((state = 'asked') = (closed_at IS NULL))
    ) STRICT;
    -- A module takes a licence once.
    CREATE UNIQUE INDEX licence_loaded ON licence_load (module_id, digest) WHERE state = 'loaded';
    CREATE INDEX licence_unsettled ON licence_load (module_id) WHERE state = 'asked';

    CREATE TABLE key_load (
      id                  INTEGER PRIMARY KEY,
      at                  INTEGER NOT NULL,
      operator_id         INTEGER NOT NULL REFERENCES operator (id),
      module_id           TEXT NOT NULL,
      -- SHA-256 of the key file.
      digest              TEXT NOT NULL CHECK (length(digest) = 64),
      register            INTEGER NOT NULL,
      supply_group_code   TEXT,
      key_revision_number INTEGER,
      issued_until        INTEGER,
      result              TEXT NOT NULL CHECK (result IN ('loaded', 'refused', 'unknown')),
      problem             TEXT CHECK (problem IS NULL OR json_valid(problem)),
      CHECK ((result = 'loaded') = (problem IS NULL))
    ) STRICT;

    CREATE TRIGGER licence_load_kept BEFORE DELETE ON licence_load
    BEGIN SELECT RAISE(ABORT, 'a licence in the history is never deleted'); END;
    CREATE TRIGGER licence_load_closed BEFORE UPDATE ON licence_load WHEN OLD.state <> 'asked'
    BEGIN SELECT RAISE(ABORT, 'a settled licence is never changed'); END;
    CREATE TRIGGER key_load_kept BEFORE DELETE ON key_load
    BEGIN SELECT RAISE(ABORT, 'a key in the history is never deleted'); END;
    CREATE TRIGGER key_load_unchanged BEFORE UPDATE ON key_load
    BEGIN SELECT RAISE(ABORT, 'a key in the history is never changed'); END;
  `);
}
