import { create } from 'zustand';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { ShopSettings } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';
import { type DecimalProblem, readDecimal, writeDecimal } from '../helpers/decimal.ts';
import { readPort } from '../helpers/port.ts';
import { takeState, useTill } from './till.ts';

/** The shop's settings as they are being typed: amounts and the port stay text until they are saved. */
export interface SettingsDraft
  extends Omit<ShopSettings, 'quickAmounts' | 'largestSale' | 'printer'> {
  readonly quickAmounts: readonly string[];
  readonly largestSale: string;
  readonly printerKind: ShopSettings['printer']['kind'];
  readonly printerHost: string;
  readonly printerPort: string;
}

interface SettingsStore {
  /** What differs from what is saved; kept while other screens are visited, so nothing typed is lost. */
  readonly changes: Partial<SettingsDraft>;
  readonly failure: Failure | null;
  readonly busy: boolean;
}

const USUAL_PRINTER_PORT = '9100';
const QUICK_BUTTONS = 6;

export const useSettings = create<SettingsStore>()(() => ({
  changes: {},
  failure: null,
  busy: false,
}));

export function changeSettings(part: Partial<SettingsDraft>): void {
  useSettings.setState(({ changes }) => ({ changes: { ...changes, ...part }, failure: null }));
}

export function revertSettings(): void {
  useSettings.setState({ changes: {}, failure: null });
}

export function draftOf(shop: ShopSettings, currencyDigits: number): SettingsDraft {
  const { quickAmounts, largestSale, printer, ...rest } = shop;
  const amount = (minor: number) => writeDecimal(minor, currencyDigits, 0);
  return {
    ...rest,
    quickAmounts: Array.from({ length: QUICK_BUTTONS }, (_, index) => {
      const minor = quickAmounts[index];
      return minor === undefined ? '' : amount(minor);
    }),
    largestSale: amount(largestSale),
    printerKind: printer.kind,
    printerHost: printer.kind === 'tcp' ? printer.host : '',
    printerPort: printer.kind === 'tcp' ? String(printer.port) : USUAL_PRINTER_PORT,
  };
}

export interface SettingsProblems {
  readonly name?: 'missing';
  readonly quickAmounts: readonly (DecimalProblem | null)[];
  readonly largestSale: DecimalProblem | null;
  readonly printerHost?: 'missing';
  readonly printerPort?: 'wrong';
}

/** The settings the draft stands for, or null and what is wrong with it. */
export function settingsOf(
  draft: SettingsDraft,
  currencyDigits: number,
): { settings: ShopSettings | null; problems: SettingsProblems } {
  const { quickAmounts, largestSale, printerKind, printerHost, printerPort, ...rest } = draft;
  const quick = quickAmounts
    .filter((text) => text.trim() !== '')
    .map((text) => readDecimal(text, currencyDigits));
  const largest = readDecimal(largestSale, currencyDigits);
  const port = readPort(printerPort);
  const tcp = printerKind === 'tcp';
  const problems: SettingsProblems = {
    ...(rest.name.trim() === '' ? { name: 'missing' } : {}),
    quickAmounts: quickAmounts.map((text) => {
      const amount = readDecimal(text, currencyDigits);
      return amount.ok || amount.error === 'empty' ? null : amount.error;
    }),
    largestSale: largest.ok ? null : largest.error,
    ...(tcp && printerHost.trim() === '' ? { printerHost: 'missing' } : {}),
    ...(tcp && port === null ? { printerPort: 'wrong' } : {}),
  };
  const amounts = quick.flatMap((amount) => (amount.ok ? [amount.value] : []));
  const good =
    !problems.name &&
    !problems.printerHost &&
    !problems.printerPort &&
    largest.ok &&
    amounts.length === quick.length;
  return {
    settings: good
      ? {
          ...rest,
          // The same amount twice would be the same button twice.
          quickAmounts: [...new Set(amounts)].sort((a, b) => a - b),
          largestSale: largest.value,
          printer:
            tcp && port !== null ? { kind: 'tcp', host: printerHost, port } : { kind: 'none' },
        }
      : null,
    problems,
  };
}

/** Saves; answers whether it was. */
export async function saveSettings(): Promise<boolean> {
  const { till } = useTill.getState();
  const { changes, busy } = useSettings.getState();
  if (!till?.shop || busy) return false;
  const draft = { ...draftOf(till.shop, till.currencyDigits), ...changes };
  const { settings } = settingsOf(draft, till.currencyDigits);
  if (!settings) return false;
  useSettings.setState({ busy: true, failure: null });
  const answer = await ask('shop.save', settings);
  useSettings.setState({ busy: false });
  if (!answer.ok) {
    useSettings.setState({ failure: answer.error });
    return false;
  }
  useSettings.setState({ changes: {} });
  await takeState(answer.value);
  return true;
}
