import type { ScreenOptions } from './shells.ts';
import { PIN, type ShopOptions } from './shops.ts';
import type { OpenTill, Tills } from './test.ts';

/** Somebody besides the owner, in the order of the digits that choose them: the owner is 1. */
export const SIPHO = { name: 'Sipho', role: 'supervisor', pin: '1593' } as const;
export const LERATO = { name: 'Lerato', role: 'vendor', pin: '7412' } as const;

/** A shop in which three people work: the owner, a supervisor and a vendor. Its till is locked. */
export async function openWithPeople(
  tills: Tills,
  options: ShopOptions & ScreenOptions = {},
): Promise<OpenTill> {
  const folder = await tills.shops.training({ ...options, people: [SIPHO, LERATO] });
  return tills.open(folder, options);
}

/** Signs the owner in beside the screen, to ask the till what others may not. */
export async function askAsOwner(till: OpenTill): Promise<void> {
  await till.ask('people.signIn', { operatorId: 1, secret: PIN });
}
