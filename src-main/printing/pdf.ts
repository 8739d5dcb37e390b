import { createRequire } from 'node:module';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { DOTS_ACROSS, type LogoBlock } from '../../src-shared/contract/logo-shapes.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import { assertNever } from '../../src-shared/result.ts';
import { fitText, isRoboto } from './characters.ts';
import { columnRuler, columnsOnPaper, tokenLines } from './layout.ts';
import { pngOf } from './png.ts';

/** Sizes in points for one width of paper. */
interface Sizes {
  readonly columns: number;
  /** Side margins: what a receipt printer of this paper leaves blank as well. */
  readonly margin: number;
  readonly content: number;
  readonly text: number;
  readonly strong: number;
  readonly mark: number;
  readonly title: number;
  readonly token: number;
  readonly qr: number;
}

const POINTS_PER_MM = 72 / 25.4;

const sizesOf = {
  58: { margin: 4, text: 8, strong: 10, mark: 9, title: 13, token: 17.5, qr: 24 },
  80: { margin: 4, text: 9.5, strong: 12, mark: 10, title: 17, token: 15, qr: 26 },
} as const;

/** The same slip as a PDF, one page as wide as the paper and as long as the slip. */
export async function renderPdf(document: ReceiptDocument): Promise<Uint8Array> {
  const millimetres = sizesOf[document.paper];
  const width = document.paper * POINTS_PER_MM;
  const margin = millimetres.margin * POINTS_PER_MM;
  const sizes: Sizes = {
    ...millimetres,
    columns: columnsOnPaper(document.paper),
    margin,
    content: width - 2 * margin,
    qr: millimetres.qr * POINTS_PER_MM,
  };
  const definition: TDocumentDefinitions = {
    pageSize: { width, height: 'auto' },
    pageMargins: margin,
    info: { title: fitText(document.name, isRoboto), creator: 'Voltill', producer: 'Voltill' },
    defaultStyle: { font: 'Roboto', fontSize: sizes.text, lineHeight: 1.1 },
    content: document.blocks.map((block) => content(block, document.paper, sizes)),
  };
  return new Uint8Array(await pdfmake().createPdf(definition).getBuffer());
}

type Pdfmake = typeof import('pdfmake');

let loaded: Pdfmake | null = null;

/**
 * Loaded with the first PDF, since it is large, and with `require`, since it is CommonJS. It may read
 * its own fonts and nothing else, neither file nor address, whatever a slip says.
 */
export function pdfmake(): Pdfmake {
  if (loaded !== null) return loaded;
  const require = createRequire(import.meta.url);
  const library: Pdfmake = require('pdfmake');
  const normal = require.resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf');
  const bold = require.resolve('pdfmake/fonts/Roboto/Roboto-Medium.ttf');
  library.setFonts({ Roboto: { normal, bold } });
  library.setUrlAccessPolicy(() => false);
  library.setLocalAccessPolicy((path) => path === normal || path === bold);
  loaded = library;
  return library;
}

function content(block: ReceiptBlock, paper: ReceiptDocument['paper'], sizes: Sizes): Content {
  switch (block.kind) {
    case 'logo':
      return { image: imageOf(block, paper), width: sizes.content, margin: [0, 0, 0, 6] };
    case 'title':
      return {
        ...text(block.text, sizes.title, sizes),
        alignment: 'center',
        bold: true,
        margin: [0, 0, 0, 2],
      };
    case 'mark':
      return {
        margin: [0, 4, 0, 2],
        layout: 'noBorders',
        table: {
          widths: ['*'],
          body: [
            [
              {
                ...text(block.text, sizes.mark, sizes),
                alignment: 'center',
                bold: true,
                color: 'white',
                fillColor: 'black',
                margin: [4, 1, 4, 0],
              },
            ],
          ],
        },
      };
    case 'text':
      return {
        ...text(block.text, sizes.text, sizes),
        alignment: block.align === 'centre' ? 'center' : 'left',
      };
    case 'pair':
      return pair(block, sizes);
    case 'rule':
      return {
        margin: [0, 4, 0, 4],
        canvas: [
          {
            type: 'line',
            x1: 0,
            y1: 0,
            x2: sizes.content,
            y2: 0,
            lineWidth: 0.75,
            dash: { length: 2, space: 1.5 },
          },
        ],
      };
    case 'ruler':
      return { text: columnRuler(sizes.columns), fontSize: sizes.text, alignment: 'center' };
    case 'token':
      return [
        { ...text(block.label, sizes.text, sizes), alignment: 'center' },
        ...tokenLines(block.digits, paper).map((groups) => ({
          // Roboto's space is too narrow to part digits at a glance.
          text: groups.replaceAll(' ', '  '),
          noWrap: true,
          bold: true,
          fontSize: sizes.token,
          alignment: 'center' as const,
        })),
        {
          qr: block.digits,
          eccLevel: 'Q',
          fit: sizes.qr,
          alignment: 'center',
          margin: [0, 8, 0, 6],
        },
      ];
    default:
      return assertNever(block);
  }
}

function imageOf({ dots }: LogoBlock, paper: ReceiptDocument['paper']): string {
  const png = pngOf(Buffer.from(dots, 'base64'), DOTS_ACROSS[paper]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function pair(block: ReceiptBlock & { kind: 'pair' }, sizes: Sizes): Content {
  const size = block.strong ? sizes.strong : sizes.text;
  const label = { ...text(block.label, size, sizes), bold: block.strong };
  const value = {
    ...text(block.value, size, sizes),
    bold: block.strong,
    alignment: 'right' as const,
  };
  return label.text.length + 1 + value.text.length <= sizes.columns
    ? {
        columns: [
          { ...label, width: 'auto' },
          { ...value, width: '*' },
        ],
        columnGap: 6,
      }
    : [label, value];
}

/** Text that the font has letters for. A word wider than the page breaks anywhere. */
function text(raw: string, fontSize: number, sizes: Sizes) {
  const fitted = fitText(raw, isRoboto);
  // Roboto's widest usual letters are about 0.9 of its size wide.
  const surelyFits = sizes.content / (0.9 * fontSize);
  const long = fitted.split(' ').some((word) => word.length > surelyFits);
  return { text: fitted, fontSize, ...(long ? { wordBreak: 'break-all' as const } : {}) };
}
