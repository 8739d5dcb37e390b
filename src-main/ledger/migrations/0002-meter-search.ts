import type Database from 'better-sqlite3';

/** A phone number without what people write between its digits. */
function plainPhone(column: string): string {
  return [...' -.()+'].reduce((sql, sign) => `replace(${sql}, '${sign}', '')`, column);
}

/**
 * Search as you type: any three characters in a row of a name, phone, address or meter number.
 * The index is filled from the meters that are there and kept by triggers from then on.
 */
export function meterSearch(ledger: Database.Database): void {
  ledger.exec(`
    CREATE VIRTUAL TABLE meter_search USING fts5 (
      name, phone, address, drn,
      content = '', contentless_delete = 1, detail = 'full',
      tokenize = 'trigram remove_diacritics 1'
    );
    -- Two letters are too few for trigrams: the beginning of a name has an index of its own.
    CREATE INDEX customer_name ON customer (name COLLATE NOCASE);

    INSERT INTO meter_search (rowid, name, phone, address, drn)
    SELECT meter.id, customer.name, ${plainPhone('customer.phone')}, customer.address, meter.drn
    FROM meter JOIN customer ON customer.id = meter.customer_id;

    CREATE TRIGGER meter_search_insert AFTER INSERT ON meter BEGIN
      INSERT INTO meter_search (rowid, name, phone, address, drn)
      SELECT NEW.id, name, ${plainPhone('phone')}, address, NEW.drn FROM customer
      WHERE id = NEW.customer_id;
    END;
    CREATE TRIGGER meter_search_customer AFTER UPDATE OF name, phone, address ON customer BEGIN
      DELETE FROM meter_search WHERE rowid IN (SELECT id FROM meter WHERE customer_id = NEW.id);
      INSERT INTO meter_search (rowid, name, phone, address, drn)
      SELECT id, NEW.name, ${plainPhone('NEW.phone')}, NEW.address, drn FROM meter
      WHERE customer_id = NEW.id;
    END;
  `);
}
