import { z } from 'zod';
import { alarmList, alarmThresholds, reconciliation, snoozeInput } from './alarm-shapes.ts';
import { keyFileReading, keyLoad, keyLoadOutcome } from './key-shapes.ts';
import { licenceLoad, licenceReading, pastedText } from './licence-shapes.ts';
import type { Permission } from './permissions.ts';
import { receiptDocument } from './receipt.ts';
import * as shape from './shapes.ts';

/*
 * Every question the screen can ask, in one place: name → permission, input, output. Both transports
 * carry exactly these, and nothing reaches a handler that did not pass its input's schema.
 */

interface Procedure<Input extends z.ZodType, Output extends z.ZodType> {
  readonly permission: Permission;
  readonly input: Input;
  readonly output: Output;
}

function procedure<Input extends z.ZodType, Output extends z.ZodType>(
  permission: Permission,
  input: Input,
  output: Output,
): Procedure<Input, Output> {
  return { permission, input, output };
}

const nothing = z.strictObject({});
const pasted = z.strictObject({ text: pastedText });
const saleId = z.strictObject({ saleId: shape.id });
/** `copy`: asked for from the history, so the slip is marked COPY. The till marks every further slip too. */
const slip = z.strictObject({ saleId: shape.id, copy: z.boolean() });

export const procedures = {
  'till.state': procedure('look', nothing, shape.tillState),
  'till.setUp': procedure(
    'set-up',
    z.strictObject({
      language: shape.language,
      currency: shape.currency,
      shopName: shape.shopSettings.shape.name,
      ownerName: z.string().trim().min(1).max(40),
      ownerPin: shape.pin,
      link: shape.link,
    }),
    shape.tillState,
  ),

  /** Opens the other of the two shops of this till, training and real, or goes to set it up. */
  'till.switch': procedure(
    'set-up',
    z.strictObject({ to: z.enum(['training', 'live']) }),
    shape.tillState,
  ),

  'people.signIn': procedure('sign-in', z.strictObject({ pin: shape.pin }), shape.tillState),
  'people.signOut': procedure('sign-in', nothing, shape.tillState),
  'people.changePin': procedure(
    'manage-shop',
    z.strictObject({ oldPin: shape.pin, newPin: shape.pin }),
    nothing,
  ),

  'shop.save': procedure('manage-shop', shape.shopSettings, shape.tillState),

  'module.status': procedure('look', nothing, shape.moduleStatus),
  /** Looks at what is behind a link without using it: while setting up, and in the settings. */
  'module.probe': procedure('set-up', z.strictObject({ link: shape.link }), shape.moduleStatus),
  /**
   * Looks for modules on the serial and USB ports of this computer, with usual settings. Ports that were
   * looked at before are answered from memory, unless `again`.
   */
  'module.search': procedure(
    'set-up',
    z.strictObject({ again: z.boolean() }),
    z.array(shape.foundPort),
  ),
  /** Changes the link the till sells through. */
  'module.use': procedure(
    'manage-module',
    z.strictObject({ link: shape.link }),
    shape.moduleStatus,
  ),
  /** Reads identity, registers, clock and counter again. */
  'module.refresh': procedure('manage-module', nothing, shape.moduleStatus),

  /** What is recognised in a pasted mail. Nothing is sent. */
  'licences.read': procedure('manage-module', pasted, licenceReading),
  /** Hands the licence in a pasted mail to the module. */
  'licences.load': procedure('manage-module', pasted, licenceLoad),
  /** The latest first. */
  'licences.list': procedure(
    'manage-module',
    z.strictObject({ limit: z.int().min(1).max(200) }),
    z.array(licenceLoad),
  ),
  /** What is recognised in a key file. Nothing is sent. */
  'keys.read': procedure('manage-module', pasted, keyFileReading),
  /** Loads the keys of a file, one after the other; the event `keyLoad` tells how far it is. */
  'keys.load': procedure('manage-module', pasted, keyLoadOutcome),
  /** The latest first. */
  'keys.list': procedure(
    'manage-module',
    z.strictObject({ limit: z.int().min(1).max(200) }),
    z.array(keyLoad),
  ),

  /** What the till warns of, how long the licence lasts, and from when on it warns. */
  'alarms.list': procedure('sell', nothing, alarmList),
  /** Keeps an alarm off the sale screen for a day, unless it gets worse. Who and why is kept. */
  'alarms.snooze': procedure('sell', snoozeInput, alarmList),
  'alarms.saveThresholds': procedure('manage-shop', alarmThresholds, alarmList),
  /** What the module spent against the tokens in the ledger, day by day. */
  'licences.reconciliation': procedure('manage-module', nothing, reconciliation),

  'meters.find': procedure(
    'sell',
    z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(50) }),
    shape.found,
  ),
  'meters.recent': procedure(
    'sell',
    z.strictObject({ limit: z.int().min(1).max(50) }),
    z.array(shape.meter),
  ),
  'meters.get': procedure('sell', z.strictObject({ meterId: shape.id }), shape.meter),
  /**
   * Adds a meter (`meterId` null) or changes one; refused where another meter has the number.
   * `blind`: typed at the till to sell now.
   */
  'meters.save': procedure(
    'manage-customers',
    z.strictObject({
      meterId: shape.id.nullable(),
      configuration: shape.meterConfiguration,
      customer: shape.customerDetails,
      tariffId: shape.id,
      blind: z.boolean(),
    }),
    shape.meter,
  ),

  'tariffs.list': procedure('sell', nothing, z.array(shape.tariff)),
  /** Adds a tariff (`id` null) or a new version of one; past sales keep the price they were made at. */
  'tariffs.save': procedure(
    'manage-tariffs',
    shape.tariff.omit({ id: true }).extend({
      id: shape.id.nullable(),
      name: z.string().trim().min(1).max(40),
    }),
    shape.tariff,
  ),

  'sale.quote': procedure(
    'sell',
    z.strictObject({ meterId: shape.id, ask: shape.ask }),
    shape.quote,
  ),
  /**
   * Sells. The same `requestId` always answers with the same sale, however often and however parallel
   * it is asked: one press of the button is one id. `expected` is the price the customer was shown.
   */
  'sale.sell': procedure(
    'sell',
    z.strictObject({
      requestId: z.uuid(),
      meterId: shape.id,
      ask: shape.ask,
      expected: z.strictObject({ paid: shape.money, steps: shape.steps }),
    }),
    shape.sale,
  ),
  /** Sales that are neither issued nor refused, oldest first. */
  'sale.unfinished': procedure('sell', nothing, z.array(shape.sale)),
  /** Takes an interrupted sale up again, with the TID it has. */
  'sale.resume': procedure('sell', saleId, shape.sale),
  /** Ends an interrupted sale without a token: the customer gets the money back. */
  'sale.abandon': procedure('sell', saleId, shape.sale),

  'sales.list': procedure(
    'see-sales',
    z.strictObject({
      text: z.string().max(200),
      /** Only sales with a smaller id, for the next page. */
      before: shape.id.nullable(),
      limit: z.int().min(1).max(200),
    }),
    z.object({ sales: z.array(shape.sale), more: z.boolean() }),
  ),
  'sales.get': procedure('see-sales', saleId, shape.sale),

  'slip.preview': procedure('sell', slip, receiptDocument),
  'slip.print': procedure('sell', slip, z.object({ copy: z.boolean() })),
  'slip.pdf': procedure(
    'sell',
    slip,
    z.object({ fileName: z.string(), base64: z.string(), copy: z.boolean() }),
  ),
  /** Prints a test slip on the printer of the settings given, before they are saved. */
  'printer.test': procedure(
    'manage-shop',
    z.strictObject({ printer: shape.printer, paper: shape.shopSettings.shape.paper }),
    nothing,
  ),
} as const;

type Procedures = typeof procedures;
export type ProcedureName = keyof Procedures;
/** What a caller sends. */
export type Input<Name extends ProcedureName> = z.input<Procedures[Name]['input']>;
/** What a handler gets: the input parsed. */
export type Parsed<Name extends ProcedureName> = z.output<Procedures[Name]['input']>;
export type Output<Name extends ProcedureName> = z.output<Procedures[Name]['output']>;
