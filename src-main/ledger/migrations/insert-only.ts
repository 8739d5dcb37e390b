/** Triggers that keep every row of a table as it was written. */
export function insertOnly(table: string): string {
  return `
    CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, 'a row of ${table} is never deleted'); END;
    CREATE TRIGGER ${table}_unchanged BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, 'a row of ${table} is never changed'); END;`;
}
