import type { ImportLook } from '../../../src-shared/contract/import-shapes.ts';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import type { TestTill } from '../till-fixture.ts';

/** Bytes of a piece: small, so that there are several. */
const PIECE = 1000;

/** Brings a file to the till as a screen does; answers its id there. */
export async function upload(till: TestTill, file: string | Uint8Array): Promise<string> {
  const bytes = Buffer.from(file);
  const asked = { fileName: 'meters.csv', bytes: bytes.length };
  const { importId } = await till.call('imports.begin', asked);
  for (let at = 0; at < bytes.length; at += PIECE) {
    const base64 = bytes.subarray(at, at + PIECE).toString('base64');
    await till.call('imports.add', { importId, at, base64 });
  }
  return importId;
}

/** Brings a file and has it looked at. */
export async function look(
  till: TestTill,
  file: string | Uint8Array,
  tariffId: number | null = 1,
): Promise<ImportLook> {
  return till.call('imports.look', { importId: await upload(till, file), tariffId });
}

export async function rowsOf(till: TestTill, importId: string) {
  const { rows } = await till.call('imports.rows', { importId, kind: null, from: 0, limit: 200 });
  return rows;
}

/** A file that is given out in parts, whole. */
export async function wholeFile<From extends number | null>(
  first: From,
  part: (from: From | number) => Promise<Output<'imports.file'>>,
): Promise<string> {
  const texts: string[] = [];
  let from: From | number = first;
  for (let more = true; more; ) {
    const { text, next } = await part(from);
    texts.push(text);
    more = next !== null;
    from = next ?? first;
  }
  return texts.join('');
}

export function exported(till: TestTill, format: 'plain' | 'prismvend'): Promise<string> {
  return wholeFile<number | null>(null, (after) =>
    till.call('customers.export', { format, after }),
  );
}

export function result(till: TestTill, importId: string, wrongOnly = false): Promise<string> {
  return wholeFile<number>(0, (from) => till.call('imports.file', { importId, wrongOnly, from }));
}
