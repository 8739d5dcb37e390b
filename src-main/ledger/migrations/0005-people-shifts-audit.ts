import type Database from 'better-sqlite3';
import { insertOnly } from './insert-only.ts';

/**
 * Several people, shifts of one drawer, refunds, the deposit with the utility, the audit trail, and which
 * backups were made. Money is in minor units, times are milliseconds since 1970 in UTC.
 */
export function peopleShiftsAudit(ledger: Database.Database): void {
  ledger.exec(`
    -- Made anew: a role is one of three now. Whoever sits in here already is the owner.
    CREATE TABLE operator_new (
      id          INTEGER PRIMARY KEY,
      name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
      role        TEXT NOT NULL CHECK (role IN ('vendor', 'supervisor', 'owner')),
      secret_kind TEXT NOT NULL CHECK (secret_kind IN ('pin', 'password')),
      secret_hash TEXT NOT NULL,
      -- Wrong tries since the last right one: they outlive the program.
      wrong_tries INTEGER NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0),
      created_at  INTEGER NOT NULL,
      retired_at  INTEGER
    ) STRICT;
    INSERT INTO operator_new (id, name, role, secret_kind, secret_hash, created_at)
    SELECT id, name, role, 'pin', pin_hash, created_at FROM operator;
    DROP TABLE operator;
    ALTER TABLE operator_new RENAME TO operator;
    CREATE UNIQUE INDEX operator_name ON operator (name COLLATE NOCASE) WHERE retired_at IS NULL;
    CREATE TRIGGER operator_kept BEFORE DELETE ON operator
    BEGIN SELECT RAISE(ABORT, 'who worked here is never deleted'); END;

    CREATE TABLE shift (
      id         INTEGER PRIMARY KEY,
      state      TEXT NOT NULL CHECK (state IN ('open', 'counted', 'closed')),
      opened_at  INTEGER NOT NULL,
      opened_by  INTEGER NOT NULL REFERENCES operator (id),
      float      INTEGER NOT NULL CHECK (float >= 0),
      by_itself  INTEGER NOT NULL CHECK (by_itself IN (0, 1)),
      -- Its sales have larger ids: one drawer has one shift at a time.
      after_sale INTEGER NOT NULL CHECK (after_sale >= 0),
      closed_at  INTEGER,
      closed_by  INTEGER REFERENCES operator (id),
      CHECK ((state = 'closed') = (closed_at IS NOT NULL AND closed_by IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX shift_running ON shift (state <> 'closed') WHERE state <> 'closed';

    ALTER TABLE sale ADD COLUMN shift_id INTEGER REFERENCES shift (id);
    ALTER TABLE sale ADD COLUMN payment TEXT NOT NULL DEFAULT 'cash'
      CHECK (payment IN ('cash', 'card', 'mobile-money', 'account'));
    CREATE TRIGGER sale_of_its_shift BEFORE UPDATE OF shift_id, payment ON sale
    BEGIN SELECT RAISE(ABORT, 'what a sale was opened with is never changed'); END;

    CREATE TABLE cash_movement (
      id          INTEGER PRIMARY KEY,
      request_id  TEXT NOT NULL UNIQUE,
      shift_id    INTEGER NOT NULL REFERENCES shift (id),
      at          INTEGER NOT NULL,
      operator_id INTEGER NOT NULL REFERENCES operator (id),
      approved_by INTEGER REFERENCES operator (id),
      kind        TEXT NOT NULL CHECK (kind IN ('drop', 'pay-out', 'pay-in')),
      amount      INTEGER NOT NULL CHECK (amount > 0),
      reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200)
    ) STRICT;
    CREATE INDEX cash_movement_of ON cash_movement (shift_id);

    -- Blind counts of the drawer; the last one of a shift is the one that holds.
    CREATE TABLE shift_count (
      id           INTEGER PRIMARY KEY,
      shift_id     INTEGER NOT NULL REFERENCES shift (id),
      at           INTEGER NOT NULL,
      operator_id  INTEGER NOT NULL REFERENCES operator (id),
      approved_by  INTEGER REFERENCES operator (id),
      cash         INTEGER NOT NULL CHECK (cash >= 0),
      -- Below 0 where a terminal gave back more than it took.
      card         INTEGER NOT NULL,
      mobile_money INTEGER NOT NULL,
      account      INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX shift_count_of ON shift_count (shift_id);

    CREATE TABLE refund (
      id          INTEGER PRIMARY KEY,
      request_id  TEXT NOT NULL UNIQUE,
      sale_id     INTEGER NOT NULL REFERENCES sale (id),
      -- The shift whose drawer it came from.
      shift_id    INTEGER NOT NULL REFERENCES shift (id),
      at          INTEGER NOT NULL,
      operator_id INTEGER NOT NULL REFERENCES operator (id),
      approved_by INTEGER REFERENCES operator (id),
      amount      INTEGER NOT NULL CHECK (amount > 0),
      payment     TEXT NOT NULL CHECK (payment IN ('cash', 'card', 'mobile-money', 'account')),
      reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200)
    ) STRICT;
    CREATE INDEX refund_of ON refund (sale_id);
    CREATE INDEX refund_in ON refund (shift_id);

    CREATE TABLE deposit_movement (
      id          INTEGER PRIMARY KEY,
      request_id  TEXT NOT NULL UNIQUE,
      at          INTEGER NOT NULL,
      operator_id INTEGER NOT NULL REFERENCES operator (id),
      approved_by INTEGER REFERENCES operator (id),
      kind        TEXT NOT NULL CHECK (kind IN ('top-up', 'correction', 'sold')),
      -- What is counted: money in minor units, or steps of 0.1 kWh.
      counts      TEXT NOT NULL CHECK (counts IN ('money', 'steps')),
      amount      INTEGER NOT NULL CHECK (amount <> 0),
      shift_id    INTEGER REFERENCES shift (id),
      note        TEXT NOT NULL,
      CHECK ((kind = 'sold') = (shift_id IS NOT NULL))
    ) STRICT;

    CREATE TABLE audit (
      sequence    INTEGER PRIMARY KEY CHECK (sequence >= 1),
      at          INTEGER NOT NULL,
      operator_id INTEGER REFERENCES operator (id),
      approved_by INTEGER REFERENCES operator (id),
      what        TEXT NOT NULL,
      -- Canonical JSON (RFC 8785).
      facts       TEXT NOT NULL CHECK (json_valid(facts)),
      -- SHA-256 over this row and the hash before it.
      hash        BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;

    CREATE TRIGGER audit_without_gaps BEFORE INSERT ON audit
    WHEN NEW.sequence <> coalesce((SELECT max(sequence) FROM audit), 0) + 1
    BEGIN SELECT RAISE(ABORT, 'a row of audit follows the last one'); END;

    CREATE TABLE z_report (
      -- Without gaps, from 1.
      number         INTEGER PRIMARY KEY CHECK (number >= 1),
      shift_id       INTEGER NOT NULL UNIQUE REFERENCES shift (id),
      at             INTEGER NOT NULL,
      operator_id    INTEGER NOT NULL REFERENCES operator (id),
      -- Canonical JSON of everything that is on it.
      body           TEXT NOT NULL CHECK (json_valid(body)),
      -- The trail's head as it was made.
      audit_sequence INTEGER NOT NULL CHECK (audit_sequence >= 0),
      audit_hash     BLOB NOT NULL CHECK (length(audit_hash) = 32)
    ) STRICT;

    CREATE TRIGGER z_report_in_order BEFORE INSERT ON z_report
    WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM z_report)
    BEGIN SELECT RAISE(ABORT, 'Z reports are numbered without gaps'); END;

    -- Slips made of a Z report, on paper or as a PDF: every one after the first is a copy.
    CREATE TABLE z_slip (
      id     INTEGER PRIMARY KEY,
      number INTEGER NOT NULL REFERENCES z_report (number),
      at     INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX z_slip_of ON z_slip (number);

    CREATE TABLE backup_made (
      id        INTEGER PRIMARY KEY,
      at        INTEGER NOT NULL,
      file      TEXT NOT NULL,
      bytes     INTEGER NOT NULL CHECK (bytes > 0),
      encrypted INTEGER NOT NULL CHECK (encrypted IN (0, 1)),
      sales     INTEGER NOT NULL CHECK (sales >= 0),
      -- Whether what it holds was found in order; its pages always were.
      in_order  INTEGER NOT NULL CHECK (in_order IN (0, 1))
    ) STRICT;

    -- Sales that the till was busy with when it stopped, until a person has seen what became of them.
    CREATE TABLE interruption (
      sale_id  INTEGER PRIMARY KEY REFERENCES sale (id),
      found_at INTEGER NOT NULL,
      -- done: its token was stored, and perhaps nobody has seen it. recalled: the module still had its
      -- token. not-asked: the module had made nothing. Null: not known.
      finding  TEXT CHECK (finding IN ('done', 'recalled', 'not-asked')),
      seen_at  INTEGER,
      seen_by  INTEGER REFERENCES operator (id),
      CHECK ((seen_at IS NULL) = (seen_by IS NULL))
    ) STRICT;
    CREATE INDEX interruption_unseen ON interruption (sale_id) WHERE seen_at IS NULL;
    CREATE TRIGGER interruption_kept BEFORE DELETE ON interruption
    BEGIN SELECT RAISE(ABORT, 'what was interrupted is never forgotten'); END;
    CREATE TRIGGER interruption_seen BEFORE UPDATE ON interruption WHEN OLD.seen_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'what was seen stays seen'); END;

    CREATE TRIGGER shift_kept BEFORE DELETE ON shift
    BEGIN SELECT RAISE(ABORT, 'a shift is never deleted'); END;
    CREATE TRIGGER shift_as_opened BEFORE UPDATE OF id, opened_at, opened_by, float, by_itself, after_sale
    ON shift BEGIN SELECT RAISE(ABORT, 'what a shift was opened with is never changed'); END;
    CREATE TRIGGER shift_closed BEFORE UPDATE ON shift WHEN OLD.state = 'closed'
    BEGIN SELECT RAISE(ABORT, 'a closed shift is never changed'); END;
    CREATE TRIGGER cash_movement_while_open BEFORE INSERT ON cash_movement
    WHEN (SELECT state FROM shift WHERE id = NEW.shift_id) <> 'open'
    BEGIN SELECT RAISE(ABORT, 'money is moved in an open shift only'); END;
    ${insertOnly('cash_movement')}
    ${insertOnly('shift_count')}
    ${insertOnly('refund')}
    ${insertOnly('deposit_movement')}
    ${insertOnly('audit')}
    ${insertOnly('z_report')}
    ${insertOnly('z_slip')}
    ${insertOnly('backup_made')}
  `);
}
