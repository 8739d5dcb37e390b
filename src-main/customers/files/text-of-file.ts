import type { ImportLook } from '../../../src-shared/contract/import-shapes.ts';

/** The text of a file and how its characters were written. */
export interface FileText {
  readonly text: string;
  readonly encoding: ImportLook['encoding'];
}

/**
 * The text of a file's bytes: UTF-8 with or without its mark, UTF-16 with one, and else what Windows has
 * written for decades. Lines end as they do on Unix afterwards. Any bytes have a text.
 */
export function textOfFile(bytes: Uint8Array): FileText {
  const { text, encoding } = decoded(bytes);
  return { text: text.replaceAll(/\r\n?/gu, '\n'), encoding };
}

function decoded(bytes: Uint8Array): FileText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return utf16(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return utf16(bytes, 'utf-16be');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // It is not UTF-8: hardly a text of other letters is by accident.
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

function utf16(bytes: Uint8Array, label: 'utf-16le' | 'utf-16be'): FileText {
  return { text: new TextDecoder(label).decode(bytes), encoding: 'utf-16' };
}
