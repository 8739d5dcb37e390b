import { type MeterNumber, parseMeterNumber } from '../../src-shared/sts/meter-number.ts';
import type { Meters } from '../ledger/meters.ts';
import type { Messages } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { explainField } from '../vending/find.ts';

/** What somebody typed as the number of a meter. @throws Refusal `field.*` where it is none */
export function meterNumber(messages: Messages, typed: string): MeterNumber {
  const number = parseMeterNumber(typed);
  if (number.ok) return number.value;
  const { code, detail } = explainField(messages, number.error);
  throw new Refusal(code, detail);
}

/** @throws Refusal `meter.known` where another meter than `meterId` has the number */
export function mustBeFree(meters: Meters, pan: string, meterId: number | null = null): void {
  const holder = meters.byPan(pan);
  if (holder && holder.id !== meterId) {
    throw new Refusal('meter.known', { name: holder.customerName || holder.drn });
  }
}
