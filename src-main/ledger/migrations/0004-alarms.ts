import type Database from 'better-sqlite3';

/**
 * Alarms and the watch on the module's counter: who put which alarm off and why, the most each key's
 * limits were seen at, what the counter said, and which sales may have spent without a token.
 */
export function alarms(ledger: Database.Database): void {
  ledger.exec(`
    CREATE TABLE alarm_snooze (
      id          INTEGER PRIMARY KEY,
      alarm       TEXT NOT NULL,
      -- As bad as it was then: what gets worse is shown again.
      level       TEXT NOT NULL CHECK (level IN ('amber', 'red', 'stops-sales')),
      reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
      operator_id INTEGER NOT NULL REFERENCES operator (id),
      at          INTEGER NOT NULL,
      until       INTEGER NOT NULL CHECK (until > at)
    ) STRICT;
    CREATE INDEX alarm_snooze_until ON alarm_snooze (until);

    -- The largest limits of a key in one refresh period, which its issued-until date names (0 for none).
    CREATE TABLE limit_peak (
      module_id      TEXT NOT NULL,
      register       INTEGER NOT NULL,
      key            TEXT NOT NULL,
      issued_until   INTEGER NOT NULL,
      unit_limit     INTEGER NOT NULL CHECK (unit_limit >= 0),
      currency_limit INTEGER NOT NULL CHECK (currency_limit >= 0),
      PRIMARY KEY (module_id, register, key, issued_until)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE counter_reading (
      id                INTEGER PRIMARY KEY,
      module_id         TEXT NOT NULL,
      at                INTEGER NOT NULL,
      transactions_left INTEGER NOT NULL CHECK (transactions_left >= 0),
      -- Tokens of this module in this ledger by then.
      tokens            INTEGER NOT NULL CHECK (tokens >= 0),
      -- Up to which sale "tokens" was counted, and which of them were open: the next count goes on here.
      last_sale         INTEGER NOT NULL,
      open_sales        TEXT NOT NULL CHECK (json_valid(open_sales))
    ) STRICT;
    CREATE INDEX counter_reading_of ON counter_reading (module_id, id);

    -- A sale whose token was lost on its way, each time: the module may have spent a transaction on it.
    -- One of a sale asked for again is here from before it is sent until its token or a no is stored.
    CREATE TABLE lost_asking (
      id            INTEGER PRIMARY KEY,
      sale_id       INTEGER NOT NULL REFERENCES sale (id),
      -- Null where no module had been read.
      module_id     TEXT,
      -- The reading before it, which places it in time; 0 for none.
      after_reading INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX lost_asking_of ON lost_asking (sale_id);
    CREATE INDEX lost_asking_after ON lost_asking (after_reading);

    CREATE TRIGGER alarm_snooze_kept BEFORE DELETE ON alarm_snooze
    BEGIN SELECT RAISE(ABORT, 'who put an alarm off is never deleted'); END;
    CREATE TRIGGER alarm_snooze_unchanged BEFORE UPDATE ON alarm_snooze
    BEGIN SELECT RAISE(ABORT, 'who put an alarm off is never changed'); END;
    CREATE TRIGGER counter_reading_kept BEFORE DELETE ON counter_reading
    BEGIN SELECT RAISE(ABORT, 'a reading of the counter is never deleted'); END;
    CREATE TRIGGER counter_reading_unchanged BEFORE UPDATE ON counter_reading
    BEGIN SELECT RAISE(ABORT, 'a reading of the counter is never changed'); END;
    CREATE TRIGGER lost_asking_kept BEFORE DELETE ON lost_asking
    WHEN (SELECT state FROM sale WHERE id = OLD.sale_id) IN ('issued', 'refused')
    BEGIN SELECT RAISE(ABORT, 'a lost asking of a closed sale is never deleted'); END;
    CREATE TRIGGER lost_asking_unchanged BEFORE UPDATE ON lost_asking
    BEGIN SELECT RAISE(ABORT, 'a lost asking is never changed'); END;
  `);
}
