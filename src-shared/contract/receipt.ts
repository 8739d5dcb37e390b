import { z } from 'zod';
import { logoBlock } from './logo-shapes.ts';

/**
 * A slip as a document: what stands on it, in order, without a word about paper. The preview on the
 * screen, the ESC/POS bytes and the PDF are three renderings of this one document.
 */
const receiptBlock = z.discriminatedUnion('kind', [
  /** The shop's picture, in dots as wide as the paper. */
  logoBlock,
  /** Centred and large: the shop's name. */
  z.object({ kind: z.literal('title'), text: z.string() }),
  /** A mark nobody may overlook: TRAINING, COPY. Centred, inverted or framed. */
  z.object({ kind: z.literal('mark'), text: z.string() }),
  /** A line of running text, wrapped at the paper's width. */
  z.object({ kind: z.literal('text'), text: z.string(), align: z.enum(['left', 'centre']) }),
  /** Label left, value right; strong for what is looked for first. */
  z.object({
    kind: z.literal('pair'),
    label: z.string(),
    value: z.string(),
    strong: z.boolean(),
  }),
  z.object({ kind: z.literal('rule') }),
  /** The columns of the paper, counted: what is missing at its end the printer cannot print. */
  z.object({ kind: z.literal('ruler') }),
  /** 20 digits, printed in five groups of four at double height, with a QR code of the digits. */
  z.object({ kind: z.literal('token'), label: z.string(), digits: z.string().regex(/^\d{20}$/) }),
]);

export const receiptDocument = z.object({
  /** Width of the paper in millimetres. */
  paper: z.union([z.literal(58), z.literal(80)]),
  /** For a file name or a window title, e.g. `000412`. */
  name: z.string(),
  blocks: z.array(receiptBlock),
});

export type ReceiptBlock = z.infer<typeof receiptBlock>;
export type ReceiptDocument = z.infer<typeof receiptDocument>;
