import { z } from 'zod';
import { foundPrinter } from './printing-shapes.ts';
import { asks } from './procedure.ts';

const nothing = z.strictObject({});

/** What the screen can ask about printers and their paper. */
export const printingProcedures = {
  /** The printers on USB, the serial ports and the queues of the till's computer. */
  'printers.find': asks('manage-shop', nothing, z.array(foundPrinter)),
} as const;
