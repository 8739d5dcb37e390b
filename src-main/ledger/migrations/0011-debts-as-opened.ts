import type Database from 'better-sqlite3';

/**
 * What a debt was asked to be when it was written down, for a request that comes again: how it is taken may
 * be changed since, and whose it is. Of those before, the audit trail says it.
 */
export function debtsAsOpened(ledger: Database.Database): void {
  ledger.exec(`
    -- The customer and the terms as JSON; NULL where nothing says it.
    ALTER TABLE debt ADD COLUMN opened_with TEXT
      CHECK (opened_with IS NULL OR json_valid(opened_with));
    UPDATE debt SET opened_with = added.opened_with
    FROM (SELECT facts ->> 'debtId' AS debt_id,
                 '{"customerId":' || (facts ->> 'customerId') || ',' || substr(facts ->> 'terms', 2)
                   AS opened_with
          FROM audit WHERE what = 'debt.added') AS added
    WHERE added.debt_id = debt.id;
    DROP TRIGGER debt_as_opened;
    CREATE TRIGGER debt_as_opened
    BEFORE UPDATE OF id, request_id, kind, opened_at, opened_with ON debt
    BEGIN SELECT RAISE(ABORT, 'what a debt was opened with is never changed'); END;
  `);
}
