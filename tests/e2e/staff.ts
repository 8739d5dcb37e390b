import { expect, type Locator } from '@playwright/test';
import type { OpenTill } from './test.ts';
import type { TillPage } from './till-page.ts';

/** Who works in a shop beside its owner, and their PINs. */
export const VENDOR = { name: 'Vusi', pin: '1357' } as const;
export const SUPERVISOR = { name: 'Sarah', pin: '8642' } as const;

/** Takes a vendor and a supervisor on. For whoever owns the shop. */
export async function takeOn(till: OpenTill): Promise<void> {
  const people = [
    { ...VENDOR, role: 'vendor' },
    { ...SUPERVISOR, role: 'supervisor' },
  ] as const;
  for (const { name, pin, role } of people) {
    await till.ask('people.save', { id: null, name, role, secret: { kind: 'pin', text: pin } });
  }
}

/** Locks the till and opens it for somebody, by keyboard. */
export async function changeTo(screen: TillPage, who: { name: string; pin: string }) {
  await screen.press('Control+l');
  await prove(screen, screen.page.getByRole('group', { name: 'Who are you?' }), who);
  await screen.ready();
}

/** Somebody stands by and approves, by keyboard. */
export async function approve(screen: TillPage, who: { name: string; pin: string }) {
  const dialog = screen.page.getByRole('dialog', { name: 'Approval needed' });
  await prove(screen, dialog.getByRole('group', { name: 'Who approves?' }), who);
  await expect(dialog).toBeHidden();
}

async function prove(
  screen: TillPage,
  list: Locator,
  { name, pin }: { name: string; pin: string },
) {
  const person = list.getByRole('radio', { name });
  await expect(person).toBeVisible();
  await screen.focusOn(list.getByRole('radio', { checked: true }));
  await screen.type(name.slice(0, 2));
  await expect(person).toBeChecked();
  await screen.press('Enter');
  await screen.focusOn(screen.page.getByLabel('PIN', { exact: true }));
  await screen.type(pin);
  await screen.press('Enter');
}
