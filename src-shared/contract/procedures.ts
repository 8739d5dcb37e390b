import { z } from 'zod';
import { alarmList, alarmThresholds, reconciliation, snoozeInput } from './alarm-shapes.ts';
import { auditProcedures } from './audit-procedures.ts';
import { backupProcedures } from './backup-procedures.ts';
import { customerProcedures } from './customer-procedures.ts';
import { giveProcedures } from './give-procedures.ts';
import { heldProcedures } from './held-procedures.ts';
import { importProcedures } from './import-procedures.ts';
import { keyFileReading, keyLoad, keyLoadOutcome } from './key-shapes.ts';
import { licenceLoad, licenceReading, pastedText } from './licence-shapes.ts';
import { logoProcedures } from './logo-procedures.ts';
import { paymentParts, salePayment } from './payment.ts';
import { peopleProcedures } from './people-procedures.ts';
import { pin } from './people-shapes.ts';
import { ask, quote } from './pricing-shapes.ts';
import { printingProcedures } from './printing-procedures.ts';
import { printer } from './printing-shapes.ts';
import { acts, asks, looks } from './procedure.ts';
import { receiptDocument } from './receipt.ts';
import { reportProcedures } from './report-procedures.ts';
import * as shape from './shapes.ts';
import { shiftProcedures } from './shift-procedures.ts';
import { tariffProcedures } from './tariff-procedures.ts';
import { togetherProcedures } from './together-procedures.ts';
import { tokenProcedures } from './token-procedures.ts';

/*
 * Every question the screen can ask, in one place: name → permission, input, output. Both transports
 * carry exactly these, and nothing reaches a handler that did not pass its input's schema.
 */

const nothing = z.strictObject({});
const pasted = z.strictObject({ text: pastedText });
const saleId = z.strictObject({ saleId: shape.id });
/** `copy`: asked for from the history, so the slip is marked COPY. The till marks every further slip too. */
const slip = z.strictObject({ saleId: shape.id, copy: z.boolean() });

export const procedures = {
  'till.state': looks('look', nothing, shape.tillState),
  /** What the screen speaks before there is a shop: what is refused until then is told in it. */
  'till.speak': looks('look', z.strictObject({ language: shape.language }), nothing),
  'till.setUp': acts(
    'set-up',
    z.strictObject({
      language: shape.language,
      currency: shape.currency,
      shopName: shape.shopSettings.shape.name,
      ownerName: z.string().trim().min(1).max(40),
      ownerPin: pin,
      link: shape.link,
    }),
    shape.tillState,
  ),

  /** Opens the other of the two shops of this till, training and real, or goes to set it up. */
  'till.switch': acts(
    'set-up',
    z.strictObject({ to: z.enum(['training', 'live']) }),
    shape.tillState,
  ),

  ...peopleProcedures,
  ...shiftProcedures,
  ...tokenProcedures,
  ...heldProcedures,
  ...togetherProcedures,
  ...giveProcedures,
  ...reportProcedures,
  ...tariffProcedures,
  ...auditProcedures,
  ...backupProcedures,
  ...printingProcedures,
  ...logoProcedures,

  /** Goes on although the clock looks wrong: somebody has looked at it. Kept in the audit trail. */
  'clock.confirm': acts('confirm-clock', nothing, nothing),

  'shop.save': acts('manage-shop', shape.shopSettings, shape.tillState),

  'module.status': looks('look', nothing, shape.moduleStatus),
  /** Looks at what is behind a link without using it: while setting up, and in the settings. */
  'module.probe': asks('set-up', z.strictObject({ link: shape.link }), shape.moduleStatus),
  /**
   * Looks for modules on the serial and USB ports of this computer, with usual settings. Ports that were
   * looked at before are answered from memory, unless `again`.
   */
  'module.search': asks('set-up', z.strictObject({ again: z.boolean() }), z.array(shape.foundPort)),
  /** Changes the link the till sells through. */
  'module.use': acts('manage-module', z.strictObject({ link: shape.link }), shape.moduleStatus),
  /** Reads identity, registers, clock and counter again. */
  'module.refresh': acts('see-module', nothing, shape.moduleStatus),

  /** What is recognised in a pasted mail. Nothing is sent. */
  'licences.read': asks('see-module', pasted, licenceReading),
  /** Hands the licence in a pasted mail to the module. */
  'licences.load': acts('manage-module', pasted, licenceLoad),
  /** The latest first. */
  'licences.list': asks(
    'see-module',
    z.strictObject({ limit: z.int().min(1).max(200) }),
    z.array(licenceLoad),
  ),
  /** What is recognised in a key file. Nothing is sent. */
  'keys.read': asks('see-module', pasted, keyFileReading),
  /** Loads the keys of a file, one after the other; the event `keyLoad` tells how far it is. */
  'keys.load': acts('manage-module', pasted, keyLoadOutcome),
  /** The latest first. */
  'keys.list': asks(
    'see-module',
    z.strictObject({ limit: z.int().min(1).max(200) }),
    z.array(keyLoad),
  ),

  /** What the till warns of, how long the licence lasts, and from when on it warns. */
  'alarms.list': looks('sell', nothing, alarmList),
  /** Keeps an alarm off the sale screen for a day, unless it gets worse. Who and why is kept. */
  'alarms.snooze': acts('sell', snoozeInput, alarmList),
  'alarms.saveThresholds': acts('manage-shop', alarmThresholds, alarmList),
  /** What the module spent against the tokens in the ledger, day by day. */
  'licences.reconciliation': asks('see-module', nothing, reconciliation),

  'meters.find': asks(
    'sell',
    z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(50) }),
    shape.found,
  ),
  'meters.recent': looks(
    'sell',
    z.strictObject({ limit: z.int().min(1).max(50) }),
    z.array(shape.meter),
  ),
  'meters.get': asks('sell', z.strictObject({ meterId: shape.id }), shape.meter),
  /**
   * Adds a meter (`meterId` null) or changes one; refused where another meter has the number.
   * `blind`: nobody has confirmed its configuration yet.
   */
  'meters.save': acts(
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

  /** Adds a meter that was typed at the till to be sold to now, and marks it so. */
  'meters.addBlind': acts(
    'sell',
    z.strictObject({
      configuration: shape.meterConfiguration,
      customer: shape.customerDetails,
      tariffId: shape.id,
    }),
    shape.meter,
  ),

  ...customerProcedures,
  ...importProcedures,

  'sale.quote': asks('sell', z.strictObject({ meterId: shape.id, ask }), quote),
  /**
   * Sells. The same `requestId` always answers with the same sale, however often and however parallel
   * it is asked: one press of the button is one id. `expected` is the price the customer was shown.
   */
  'sale.sell': acts(
    'sell',
    z.strictObject({
      requestId: z.uuid(),
      meterId: shape.id,
      ask,
      expected: z.strictObject({ paid: shape.money, steps: shape.steps }),
      payment: salePayment.default('cash'),
      /** Of a mixed payment; they sum to what is paid. */
      parts: paymentParts.default([]),
    }),
    shape.sale,
  ),
  /** Sales that are neither issued nor refused, oldest first. */
  'sale.unfinished': looks('sell', nothing, z.array(shape.sale)),
  /** Takes an interrupted sale up again, with the TID it has. */
  'sale.resume': acts('sell', saleId, shape.sale),
  /** Ends an interrupted sale without a token: the customer gets the money back. */
  'sale.abandon': acts('sell', saleId, shape.sale),
  /** What became of the sales the till was busy with when it stopped, as far as nobody has seen it. */
  'sale.told': looks('sell', nothing, z.array(shape.told)),
  /** Somebody has read that. Asked a second time it does nothing. */
  'sale.seen': acts('sell', saleId, nothing),

  'sales.list': asks(
    'see-sales',
    z.strictObject({
      text: z.string().max(200),
      /** Only sales with a smaller id, for the next page. */
      before: shape.id.nullable(),
      limit: z.int().min(1).max(200),
    }),
    z.object({ sales: z.array(shape.sale), more: z.boolean() }),
  ),
  'sales.get': asks('see-sales', saleId, shape.sale),

  'slip.preview': asks('sell', slip, receiptDocument),
  'slip.print': acts('sell', slip, z.object({ copy: z.boolean() })),
  'slip.pdf': acts(
    'sell',
    slip,
    z.object({ fileName: z.string(), base64: z.string(), copy: z.boolean() }),
  ),
  /** Prints a test slip on the printer of the settings given, before they are saved. */
  'printer.test': acts(
    'manage-shop',
    z.strictObject({ printer, paper: shape.shopSettings.shape.paper }),
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
