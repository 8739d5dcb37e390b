import type { DrawerSettings } from '../../src-shared/contract/printing-shapes.ts';

/** The pulse is told in units of two milliseconds. */
const UNIT_MS = 2;
/** Until it may be pulled again: coils that are pulled without a pause burn. */
const REST = 250;

/** `ESC p`: pulls the drawer open by way of the printer. */
export function drawerKick({ pin, pulse }: DrawerSettings): Uint8Array {
  return Uint8Array.of(0x1b, 0x70, pin === 2 ? 0 : 1, Math.round(pulse / UNIT_MS), REST);
}
