import { inflateSync } from 'node:zlib';

/** What a reader of the PDF would see, as far as tests ask for it. */
interface PdfFacts {
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly pages: number;
  /** The text in the order it was drawn, one entry a text operation. */
  readonly text: readonly string[];
  /** Rectangles and lines drawn: the modules of a QR code are many. */
  readonly shapes: number;
  /** The bytes as Latin-1 with all streams left as they are, to look for what must not be there. */
  readonly raw: string;
}

/**
 * Reads the kind of PDF that pdfmake writes: no object streams, Flate compression, embedded fonts with
 * a table from glyphs to letters.
 */
export function readPdf(bytes: Uint8Array): PdfFacts {
  const raw = Buffer.from(bytes).toString('latin1');
  const objects = new Map<string, string>();
  for (const [, number, body] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    if (number !== undefined && body !== undefined) objects.set(number, body);
  }
  const object = (number: string | undefined): string => objects.get(number ?? '') ?? '';

  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body));
  const page = pages[0] ?? '';
  const [, , width, height] = (/\/MediaBox \[([^\]]*)\]/.exec(page)?.[1] ?? '').split(' ');
  const content = streamOf(object(/\/Contents (\d+)/.exec(page)?.[1]));

  const resources = /\/Resources (\d+)/.exec(page)?.[1];
  const fontList = resources === undefined ? page : object(resources);
  const letters = new Map<string, Map<string, string>>();
  for (const [, name, number] of fontList.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const table = /\/ToUnicode (\d+)/.exec(object(number))?.[1];
    if (name !== undefined) letters.set(name, glyphTable(streamOf(object(table))));
  }

  return {
    width: Number(width),
    height: Number(height),
    pages: pages.length,
    text: drawnText(content, letters),
    shapes: content.match(/^(?:\S+ \S+ \S+ \S+ re|\S+ \S+ l)$/gm)?.length ?? 0,
    raw,
  };
}

function streamOf(body: string): string {
  const stream = /stream\r?\n([\s\S]*)\r?\nendstream/.exec(body)?.[1] ?? '';
  return body.includes('/FlateDecode')
    ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
    : stream;
}

/** From `beginbfrange <0000> <00ff> [<0041> <0042> …]`: glyph number in hex → letters. */
function glyphTable(map: string): Map<string, string> {
  const table = new Map<string, string>();
  for (const [, first, list] of map.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
    let glyph = Number.parseInt(first ?? '', 16);
    // A ligature stands for several letters, with blanks between them.
    for (const [, units] of (list ?? '').matchAll(/<([\w ]*)>/g)) {
      const bytes = Buffer.from((units ?? '').replaceAll(' ', ''), 'hex').swap16();
      table.set(glyph.toString(16).padStart(4, '0'), bytes.toString('utf16le'));
      glyph += 1;
    }
  }
  return table;
}

function drawnText(content: string, letters: Map<string, Map<string, string>>): string[] {
  const text: string[] = [];
  let font = '';
  for (const [, name, glyphs] of content.matchAll(/\/(F\d+) \S+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = name;
    if (glyphs === undefined) continue;
    const hex = [...glyphs.matchAll(/<(\w+)>/g)].map((match) => match[1]).join('');
    text.push(
      (hex.match(/.{4}/g) ?? []).map((glyph) => letters.get(font)?.get(glyph) ?? '�').join(''),
    );
  }
  return text;
}
