import type Database from 'better-sqlite3';

/** A number without what people write between its digits. */
function plain(column: string): string {
  return [...' -.()+/'].reduce((sql, sign) => `replace(${sql}, '${sign}', '')`, column);
}

/** Whether many meters are being written at once. */
const MANY = 'EXISTS (SELECT 1 FROM search_pending WHERE meter_id = 0)';

/** Puts a meter into the search. */
function indexed(id: string): string {
  return `INSERT INTO meter_search (rowid, name, phone, address, id_number, drn)
      SELECT meter.id, name, ${plain('phone')}, address, ${plain('id_number')}, drn
      FROM meter JOIN customer ON customer.id = meter.customer_id WHERE meter.id = ${id};`;
}

/**
 * Customers with several meters: who they are besides name and phone, meters and accounts that are closed,
 * which meter took another's place, and whose a meter was before. The search knows ID numbers as well.
 */
export function customers(ledger: Database.Database): void {
  ledger.exec(`
    ALTER TABLE customer ADD COLUMN id_number TEXT NOT NULL DEFAULT '';
    -- Of the slips; NULL for the shop's.
    ALTER TABLE customer ADD COLUMN language TEXT;
    ALTER TABLE customer ADD COLUMN notes TEXT NOT NULL DEFAULT '';
    ALTER TABLE customer ADD COLUMN closed_at INTEGER;
    -- Closed for good: the same person's account that goes on.
    ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer (id);
    ALTER TABLE meter ADD COLUMN closed_at INTEGER;
    ALTER TABLE meter ADD COLUMN replaced_by INTEGER REFERENCES meter (id);
    CREATE INDEX meter_replaced ON meter (replaced_by) WHERE replaced_by IS NOT NULL;

    -- Whose a meter was up to which sale: what was sold before stays with who bought it.
    CREATE TABLE meter_move (
      id            INTEGER PRIMARY KEY,
      meter_id      INTEGER NOT NULL REFERENCES meter (id),
      from_customer INTEGER NOT NULL REFERENCES customer (id),
      to_customer   INTEGER NOT NULL REFERENCES customer (id),
      -- The last sale of all at that time; 0 where there was none.
      last_sale     INTEGER NOT NULL CHECK (last_sale >= 0),
      at            INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX meter_move_of ON meter_move (meter_id, last_sale);
    CREATE INDEX meter_move_from ON meter_move (from_customer);
    CREATE TRIGGER meter_move_kept BEFORE DELETE ON meter_move
    BEGIN SELECT RAISE(ABORT, 'whose a meter was is never forgotten'); END;

    CREATE INDEX customer_id_number ON customer (id_number) WHERE id_number <> '';

    DROP TRIGGER meter_search_insert;
    DROP TRIGGER meter_search_customer;
    DROP TABLE meter_search;
    CREATE VIRTUAL TABLE meter_search USING fts5 (
      name, phone, address, id_number, drn,
      content = '', contentless_delete = 1, detail = 'full',
      tokenize = 'trigram remove_diacritics 1'
    );
    INSERT INTO meter_search (rowid, name, phone, address, id_number, drn)
    SELECT meter.id, customer.name, ${plain('customer.phone')}, customer.address, '', meter.drn
    FROM meter JOIN customer ON customer.id = meter.customer_id;

    -- Meters the search does not know yet: to index very many takes longer than a sale may wait. Meter 0
    -- stands there while many are written at once, and has them put down here instead.
    CREATE TABLE search_pending (meter_id INTEGER PRIMARY KEY) STRICT;

    CREATE TRIGGER meter_search_insert AFTER INSERT ON meter WHEN NOT ${MANY} BEGIN
      ${indexed('NEW.id')}
    END;
    CREATE TRIGGER meter_search_insert_many AFTER INSERT ON meter WHEN ${MANY} BEGIN
      INSERT INTO search_pending VALUES (NEW.id);
    END;
    CREATE TRIGGER meter_search_moved AFTER UPDATE OF customer_id ON meter BEGIN
      DELETE FROM meter_search WHERE rowid = NEW.id;
      ${indexed('NEW.id')}
    END;
    CREATE TRIGGER meter_search_customer AFTER UPDATE OF name, phone, address, id_number ON customer
    WHEN NOT ${MANY} BEGIN
      DELETE FROM meter_search WHERE rowid IN (SELECT id FROM meter WHERE customer_id = NEW.id);
      INSERT INTO meter_search (rowid, name, phone, address, id_number, drn)
      SELECT id, NEW.name, ${plain('NEW.phone')}, NEW.address, ${plain('NEW.id_number')}, drn
      FROM meter WHERE customer_id = NEW.id;
    END;
    CREATE TRIGGER meter_search_customer_many AFTER UPDATE OF name, phone, address, id_number
    ON customer WHEN ${MANY} BEGIN
      INSERT OR IGNORE INTO search_pending SELECT id FROM meter WHERE customer_id = NEW.id;
    END;
    -- Taken from the list, it is in the search.
    CREATE TRIGGER meter_search_late AFTER DELETE ON search_pending WHEN OLD.meter_id > 0 BEGIN
      DELETE FROM meter_search WHERE rowid = OLD.meter_id;
      ${indexed('OLD.meter_id')}
    END;
  `);
}
