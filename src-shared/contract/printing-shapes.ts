import { z } from 'zod';

/*
 * Printers and the cash drawer that hangs on them, as the shop sets them up.
 */

/** A byte of flow control too few and a slip loses lines, so it is said and not guessed. */
const flowControl = z.enum(['none', 'hardware', 'software']);
export type FlowControl = z.infer<typeof flowControl>;

export const printer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** An ESC/POS printer on the network; 9100 is usual. */
  z.object({
    kind: z.literal('tcp'),
    host: z.string().trim().min(1).max(253),
    port: z.int().min(1).max(65535),
  }),
  /** One on a serial port, or a USB printer that is one, e.g. `/dev/ttyUSB0` or `COM3`; always 8N1. */
  z.object({
    kind: z.literal('serial'),
    path: z.string().trim().min(1).max(260),
    /** Bits a second. */
    baudRate: z.int().min(1200).max(115_200),
    flow: flowControl,
  }),
  /** One on USB that says it is a printer (class 7). */
  z.object({
    kind: z.literal('usb'),
    vendorId: z.int().min(0).max(0xffff),
    productId: z.int().min(0).max(0xffff),
    /** Its own serial number; empty for one that has none: then the first of its kind is taken. */
    serialNumber: z.string().trim().max(128),
  }),
  /** A queue of the system's: CUPS, or a printer that Windows knows. Bytes go through it raw. */
  z.object({
    kind: z.literal('system'),
    // A name that begins with a dash would be an option.
    queue: z
      .string()
      .trim()
      .min(1)
      .max(220)
      .regex(/^[^\p{C}-][^\p{C}]*$/u),
  }),
]);
export type PrinterSettings = z.infer<typeof printer>;

/** The cash drawer, which hangs on the printer of the slips. */
export const drawer = z.object({
  /** Whether it is opened for what is paid in cash. */
  opens: z.boolean(),
  /** Of the plug: which of two drawers. */
  pin: z.union([z.literal(2), z.literal(5)]),
  /** How long it is pulled open, in milliseconds. */
  pulse: z.int().min(20).max(500),
});
export type DrawerSettings = z.infer<typeof drawer>;

/** As most drawers want it; off, since a till without one would click for nothing. */
export const USUAL_DRAWER: DrawerSettings = { opens: false, pin: 2, pulse: 120 };

/** A printer that this computer knows of. */
export const foundPrinter = z.object({
  printer,
  /** What a person may know it by: maker and name. May be empty. */
  description: z.string(),
});
export type FoundPrinter = z.infer<typeof foundPrinter>;

/** `unknown`: it is reached and does not say. */
export const printerCondition = z.enum([
  'ready',
  'paper-low',
  'paper-out',
  'cover-open',
  'offline',
  'unknown',
]);
export type PrinterCondition = z.infer<typeof printerCondition>;
