import { z } from 'zod';
import { id } from './measures.ts';
import { drawer, foundPrinter, printer } from './printing-shapes.ts';
import { acts, asks, looks } from './procedure.ts';
import { printerState, waitingSlip } from './waiting-shapes.ts';

const nothing = z.strictObject({});
const byId = z.strictObject({ id });

/** What the screen can ask about printers, what waits for them, and the drawer that hangs on one. */
export const printingProcedures = {
  /** The printers on USB, the serial ports and the queues of the till's computer. */
  'printers.find': asks('manage-shop', nothing, z.array(foundPrinter)),
  /** How the printer stands; the event `printer` tells when that changes. */
  'printer.state': looks('sell', nothing, printerState),
  /** Slips that could not be printed, oldest first. */
  'slips.waiting': looks('sell', nothing, z.array(waitingSlip)),
  /** Prints one of them now, here or on the second printer. */
  'slips.print': acts(
    'sell',
    byId.extend({ where: z.enum(['printer', 'spare']) }),
    z.object({ copy: z.boolean() }),
  ),
  /** Makes a PDF of one of them, which then waits no longer. */
  'slips.file': acts(
    'sell',
    byId,
    z.object({ fileName: z.string(), base64: z.string(), copy: z.boolean() }),
  ),
  /** Takes one of them off the list. What it is of can be printed from the history all the same. */
  'slips.forget': acts('sell', byId, nothing),
  /** The slip of a sale as text for a message; it counts as a slip. */
  'slip.text': acts(
    'sell',
    z.strictObject({ saleId: id, copy: z.boolean() }),
    z.object({ text: z.string(), copy: z.boolean() }),
  ),
  /** Prints the slip of a licence that was loaded; `copy`: from the list, so it is marked COPY. */
  'slip.printLicence': acts(
    'see-module',
    byId.extend({ copy: z.boolean() }),
    z.object({ copy: z.boolean() }),
  ),
  /** Opens the cash drawer without a sale. Who and why is kept. */
  'drawer.open': acts(
    'open-drawer',
    z.strictObject({ reason: z.string().trim().min(1).max(200) }),
    nothing,
  ),
  /** Opens a drawer that is being set up, with settings that need not be saved yet. */
  'drawer.test': acts('manage-shop', z.strictObject({ printer, drawer }), nothing),
} as const;
