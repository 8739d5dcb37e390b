import type Database from 'better-sqlite3';

/** Slips that could not be printed, until they are on paper or nobody wants them any more. */
export function waitingSlips(ledger: Database.Database): void {
  ledger.exec(`
    CREATE TABLE waiting_slip (
      id      INTEGER PRIMARY KEY,
      kind    TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'z-report', 'licence')),
      -- The sale, the refund, the number of the report, or the load of a licence.
      subject INTEGER NOT NULL,
      since   INTEGER NOT NULL,
      -- Asked for as a copy.
      copy    INTEGER NOT NULL CHECK (copy IN (0, 1)),
      -- Why it is not on paper: code and facts.
      problem TEXT NOT NULL CHECK (json_valid(problem)),
      -- How often it may have got onto paper in part: counted before it is sent.
      torn    INTEGER NOT NULL CHECK (torn >= 0),
      UNIQUE (kind, subject)
    ) STRICT;
  `);
}
