/*
 * A printer made of text: reads ESC/POS commands and says what would stand on the paper. It knows the
 * commands of a slip and throws at any other, so that a byte nobody meant to send cannot hide.
 */

interface PaperLine {
  /** Without blanks at the end; blanks that centre a line are part of it. */
  readonly text: string;
  readonly bold: boolean;
  readonly invert: boolean;
  /** Times the usual width and height: of the line's first visible character. */
  readonly width: number;
  readonly height: number;
  readonly align: 'left' | 'centre' | 'right';
  /** Columns of the paper the line takes, trailing blanks included. */
  readonly columns: number;
  /** Digits of the QR code printed here instead of text. */
  readonly qr: string | null;
  /** Dots printed here instead of text. */
  readonly raster: Raster | null;
}

export interface Raster {
  /** Dots in a row. */
  readonly width: number;
  /** 8 dots a byte, the leftmost first, 1 is black. */
  readonly bits: Uint8Array;
}

export interface Paper {
  readonly lines: readonly PaperLine[];
  readonly cut: boolean;
  readonly qr: readonly string[];
  /** Code pages that text was printed in. */
  readonly codePages: ReadonlySet<number>;
}

/** 0x80 to 0xFF of each code page, by its number for `ESC t`. */
const codePages: Readonly<Record<number, string>> = {
  0:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  2:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

const alignments = ['left', 'centre', 'right'] as const;

interface Style {
  bold: boolean;
  invert: boolean;
  width: number;
  height: number;
  align: 'left' | 'centre' | 'right';
}

export function readEscPos(bytes: Uint8Array): Paper {
  return new Reader(bytes).read();
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #style: Style = initialStyle();
  #codePage = 0;
  #text = '';
  #columns = 0;
  #lineStyle: Style | null = null;
  #qrData = '';
  readonly #lines: PaperLine[] = [];
  readonly #qr: string[] = [];
  readonly #usedPages = new Set<number>();
  #cut = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): Paper {
    while (this.#at < this.#bytes.length) this.#command(this.#next());
    if (this.#text !== '') throw new Error(`never printed: ${this.#text}`);
    return { lines: this.#lines, cut: this.#cut, qr: this.#qr, codePages: this.#usedPages };
  }

  #next(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Error('the bytes end inside a command');
    this.#at += 1;
    return byte;
  }

  #command(byte: number): void {
    if (byte === 0x0a) this.#feed();
    else if (byte === 0x1b) this.#escape(this.#next());
    else if (byte === 0x1d) this.#group(this.#next());
    else if (byte === 0x1c) this.#kanji(this.#next());
    else if (byte >= 0x20 && byte !== 0x7f) this.#print(byte);
    else throw this.#unknown(byte);
  }

  #kanji(command: number): void {
    if (command !== 0x2e) throw this.#unknown(0x1c, command); // FS .: no Chinese characters
  }

  #escape(command: number): void {
    switch (command) {
      case 0x40: // ESC @: as after power-on
        this.#style = initialStyle();
        this.#codePage = 0;
        return;
      case 0x4d: // ESC M: font
        if (this.#next() !== 0) throw new Error('not Font A');
        return;
      case 0x74: // ESC t: code page
        this.#codePage = this.#next();
        return;
      case 0x45: // ESC E: bold
        this.#style.bold = this.#next() === 1;
        return;
      case 0x61: // ESC a: alignment
        this.#style.align = alignments[this.#next()] ?? 'left';
        return;
      default:
        throw this.#unknown(0x1b, command);
    }
  }

  #group(command: number): void {
    switch (command) {
      case 0x42: // GS B: white on black
        this.#style.invert = this.#next() === 1;
        return;
      case 0x21: {
        const size = this.#next(); // GS !: width and height
        this.#style.width = (size >> 4) + 1;
        this.#style.height = (size & 0x0f) + 1;
        return;
      }
      case 0x56: // GS V: cut
        if (this.#next() > 1) throw new Error('not a plain cut');
        this.#cut = true;
        return;
      case 0x28: // GS ( k: two-dimensional codes
        if (this.#next() !== 0x6b) throw this.#unknown(0x1d, command);
        this.#qrCode();
        return;
      case 0x76: // GS v 0: rows of dots
        if (this.#next() !== 0x30 || this.#next() !== 0) throw this.#unknown(0x1d, command);
        this.#raster();
        return;
      default:
        throw this.#unknown(0x1d, command);
    }
  }

  #raster(): void {
    // In the middle of a line a printer takes the dots for text.
    if (this.#text !== '' || this.#columns > 0) throw new Error('dots within a line');
    const bytesAcross = this.#next() + this.#next() * 256;
    const rows = this.#next() + this.#next() * 256;
    const bits = this.#bytes.slice(this.#at, this.#at + bytesAcross * rows);
    if (bits.length < bytesAcross * rows) throw new Error('the bytes end inside a picture');
    this.#at += bits.length;
    const raster = { width: bytesAcross * 8, bits };
    this.#lines.push({ ...this.#style, text: '', columns: 0, qr: null, raster });
  }

  #qrCode(): void {
    const length = this.#next() + this.#next() * 256;
    const data = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    if (data[0] !== 0x31) throw new Error('not a QR code');
    if (data[1] === 0x50) this.#qrData = String.fromCharCode(...data.subarray(3));
    if (data[1] !== 0x51) return;
    this.#qr.push(this.#qrData);
    this.#lines.push({
      ...this.#style,
      text: '',
      columns: 0,
      qr: this.#qrData,
      raster: null,
    });
  }

  #print(byte: number): void {
    const page = codePages[this.#codePage];
    if (page === undefined) throw new Error(`code page ${this.#codePage}`);
    const character = byte < 0x80 ? String.fromCharCode(byte) : (page[byte - 0x80] ?? '');
    if (byte >= 0x80) this.#usedPages.add(this.#codePage);
    if (this.#lineStyle === null || (this.#text.trim() === '' && character !== ' ')) {
      this.#lineStyle = { ...this.#style };
    }
    this.#text += character;
    this.#columns += this.#style.width;
  }

  #feed(): void {
    // A line feed after the knife is the margin of the next slip.
    if (this.#cut && this.#text === '') return;
    if (this.#cut) throw new Error(`printed after the cut: ${this.#text}`);
    this.#lines.push({
      ...(this.#lineStyle ?? this.#style),
      text: this.#text.trimEnd(),
      columns: this.#columns,
      qr: null,
      raster: null,
    });
    this.#text = '';
    this.#columns = 0;
    this.#lineStyle = null;
  }

  #unknown(...command: readonly number[]): Error {
    const hex = command.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    return new Error(`unknown command ${hex} before byte ${this.#at}`);
  }
}

function initialStyle(): Style {
  return { bold: false, invert: false, width: 1, height: 1, align: 'left' };
}

/** The paper as text for a golden file: each line, then what is special about it. */
export function drawPaper(paper: Paper, columns: number): string {
  const edge = `+${'-'.repeat(columns)}+`;
  const lines = paper.lines.map((line) => {
    const notes = [
      line.bold ? 'bold' : '',
      line.invert ? 'inverted' : '',
      line.width * line.height === 1 ? '' : `${line.width} wide, ${line.height} high`,
      line.raster === null ? '' : `picture, ${line.raster.width} wide`,
      line.qr === null ? '' : `QR code ${line.qr}, ${line.align}`,
    ].filter((note) => note !== '');
    return `|${spread(line).padEnd(columns)}|${notes.length === 0 ? '' : `  ${notes.join(', ')}`}`;
  });
  return `${[edge, ...lines, paper.cut ? `+${'- '.repeat(columns / 2)}+  cut` : edge].join('\n')}\n`;
}

/** A character of double width takes two cells, as on paper. */
function spread(line: PaperLine): string {
  if (line.width === 1) return line.text;
  const indent = line.text.length - line.text.trimStart().length;
  return line.text.slice(0, indent) + Array.from(line.text.trimStart(), (c) => `${c} `).join('');
}
