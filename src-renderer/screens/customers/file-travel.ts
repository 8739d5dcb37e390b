import type { Answer } from '../../../src-shared/contract/failure.ts';
import { type FileFormat, PIECE } from '../../../src-shared/contract/import-shapes.ts';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import { ask } from '../../bridge/door.ts';
import { base64Of } from '../../helpers/base64.ts';

/** Brings a file to the till, piece by piece; answers its id there. */
export async function sendFile(file: File): Promise<Answer<string>> {
  const begun = await ask('imports.begin', { fileName: file.name, bytes: file.size });
  if (!begun.ok) return begun;
  const { importId } = begun.value;
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    const sent = await ask('imports.add', { importId, at, base64: base64Of(bytes) });
    if (!sent.ok) return sent;
  }
  return { ok: true, value: importId };
}

/** The file with its result column filled, in parts. */
export function filledFile(importId: string, wrongOnly: boolean): Promise<Answer<string[]>> {
  return allParts((from) => ask('imports.file', { importId, wrongOnly, from: from ?? 0 }));
}

/** All meters with their customers, in parts. */
export function exportedFile(format: FileFormat): Promise<Answer<string[]>> {
  return allParts((after) => ask('customers.export', { format, after }));
}

async function allParts(
  part: (from: number | null) => Promise<Answer<Output<'imports.file'>>>,
): Promise<Answer<string[]>> {
  const texts: string[] = [];
  let from: number | null = null;
  do {
    const answer: Answer<Output<'imports.file'>> = await part(from);
    if (!answer.ok) return answer;
    texts.push(answer.value.text);
    from = answer.value.next;
  } while (from !== null);
  return { ok: true, value: texts };
}
