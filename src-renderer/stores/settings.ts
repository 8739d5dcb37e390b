import { create } from 'zustand';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { ShopSettings } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';
import {
  type PrinterDraft,
  type PrinterProblem,
  printerDraftOf,
  printerFrom,
} from '../components/printer-draft.ts';
import { type DecimalProblem, readDecimal, writeDecimal } from '../helpers/decimal.ts';
import { takeState, useTill } from './till.ts';

/** The shop's settings as they are being typed: amounts and ports stay text until they are saved. */
export interface SettingsDraft
  extends Omit<ShopSettings, 'quickAmounts' | 'largestSale' | 'printer' | 'sparePrinter'> {
  readonly quickAmounts: readonly string[];
  readonly largestSale: string;
  readonly printer: PrinterDraft;
  readonly sparePrinter: PrinterDraft;
}

interface SettingsStore {
  /** What differs from what is saved; kept while other screens are visited, so nothing typed is lost. */
  readonly changes: Partial<SettingsDraft>;
  readonly failure: Failure | null;
  readonly busy: boolean;
}

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
  const { quickAmounts, largestSale, printer, sparePrinter, ...rest } = shop;
  const amount = (minor: number) => writeDecimal(minor, currencyDigits, 0);
  return {
    ...rest,
    quickAmounts: Array.from({ length: QUICK_BUTTONS }, (_, index) => {
      const minor = quickAmounts[index];
      return minor === undefined ? '' : amount(minor);
    }),
    largestSale: amount(largestSale),
    printer: printerDraftOf(printer),
    sparePrinter: printerDraftOf(sparePrinter),
  };
}

export interface SettingsProblems {
  readonly name?: 'missing';
  readonly quickAmounts: readonly (DecimalProblem | null)[];
  readonly largestSale: DecimalProblem | null;
  readonly printer: PrinterProblem | null;
  readonly sparePrinter: PrinterProblem | null;
}

/** The settings the draft stands for, or null and what is wrong with it. */
export function settingsOf(
  draft: SettingsDraft,
  currencyDigits: number,
): { settings: ShopSettings | null; problems: SettingsProblems } {
  const { quickAmounts, largestSale, printer, sparePrinter, ...rest } = draft;
  const quick = quickAmounts
    .filter((text) => text.trim() !== '')
    .map((text) => readDecimal(text, currencyDigits));
  const largest = readDecimal(largestSale, currencyDigits);
  const first = printerFrom(printer);
  const second = printerFrom(sparePrinter);
  const problems: SettingsProblems = {
    ...(rest.name.trim() === '' ? { name: 'missing' } : {}),
    quickAmounts: quickAmounts.map((text) => {
      const amount = readDecimal(text, currencyDigits);
      return amount.ok || amount.error === 'empty' ? null : amount.error;
    }),
    largestSale: largest.ok ? null : largest.error,
    printer: 'problem' in first ? first.problem : null,
    sparePrinter: 'problem' in second ? second.problem : null,
  };
  const amounts = quick.flatMap((amount) => (amount.ok ? [amount.value] : []));
  const good = !problems.name && amounts.length === quick.length;
  return {
    settings:
      good && largest.ok && 'printer' in first && 'printer' in second
        ? {
            ...rest,
            // The same amount twice would be the same button twice.
            quickAmounts: [...new Set(amounts)].sort((a, b) => a - b),
            largestSale: largest.value,
            printer: first.printer,
            sparePrinter: second.printer,
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
