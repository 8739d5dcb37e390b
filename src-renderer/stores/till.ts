import { create } from 'zustand';
import type { TillEvents } from '../../src-shared/contract/events.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { ModuleStatus, Sale, TillState } from '../../src-shared/contract/shapes.ts';
import { ask, door } from '../bridge/door.ts';
import { speak } from '../i18n/i18n.ts';
import { preferredLanguage } from '../i18n/languages.ts';
import { takeTold, tellTold } from './notices.ts';

/** Training and real: two shops with two ledgers. */
export type ShopKind = 'training' | 'live';
export type ScreenName =
  | 'sell'
  | 'sales'
  | 'customers'
  | 'shift'
  | 'reports'
  | 'module'
  | 'settings';

interface TillStore {
  /** Null until the till has answered for the first time. */
  readonly till: TillState | null;
  /** Why the till has not answered. */
  readonly startProblem: Failure | null;
  readonly module: ModuleStatus | null;
  readonly connected: boolean;
  readonly screen: ScreenName;
  /** The sale to open when the sales screen is entered. */
  readonly saleToShow: number | null;
  /** The customer to open when the customers screen is entered. */
  readonly customerToShow: number | null;
  /** The slip that was last on its way to the printer. */
  readonly lastPrint: TillEvents['print'] | null;
  /** Which shop was left to set the other one up; the way back. */
  readonly cameFrom: ShopKind | null;
  /** Sales that are neither issued nor refused. */
  readonly unfinished: readonly Sale[];
}

export const useTill = create<TillStore>()(() => ({
  till: null,
  startProblem: null,
  module: null,
  connected: true,
  screen: 'sell',
  saleToShow: null,
  customerToShow: null,
  lastPrint: null,
  cameFrom: null,
  unfinished: [],
}));

const set = useTill.setState;

export function go(screen: ScreenName, saleToShow: number | null = null): void {
  set({ screen, saleToShow, customerToShow: null });
}

/** To a customer, with all their meters. */
export function goToCustomer(customerId: number): void {
  set({ screen: 'customers', saleToShow: null, customerToShow: customerId });
}

function shopOf(till: TillState | null): ShopKind | null {
  if (!till?.shop) return null;
  return till.training ? 'training' : 'live';
}

/** Takes over what the till says about itself: language, theme and stage follow from it. */
export async function takeState(till: TillState): Promise<void> {
  document.documentElement.dataset.theme = till.shop?.theme ?? 'system';
  await speak(till.shop?.language ?? preferredLanguage(navigator.languages));
  const { till: before, unfinished } = useTill.getState();
  const sameShop = shopOf(before) === shopOf(till);
  // Each shop counts its sales from one: those of the other would be taken up here as different ones.
  set({ till, startProblem: null, unfinished: sameShop ? unfinished : [] });
  const opened = before?.stage !== 'open' || !sameShop;
  if (till.stage === 'open' && opened) refreshOpenSales();
}

/** What was left open, and what became of it. */
function refreshOpenSales(): void {
  void Promise.all([refreshUnfinished(), refreshTold()]);
}

/** What became of sales the till was busy with when it stopped, as far as nobody has seen it. */
async function refreshTold(): Promise<void> {
  takeTold([]);
  const asked = shopOf(useTill.getState().till);
  const answer = await ask('sale.told', {});
  if (answer.ok && shopOf(useTill.getState().till) === asked) takeTold(answer.value);
}

export async function refreshModule(): Promise<void> {
  const answer = await ask('module.status', {});
  if (answer.ok) set({ module: answer.value });
}

export function takeModule(module: ModuleStatus): void {
  set({ module });
}

export async function refreshUnfinished(): Promise<readonly Sale[]> {
  const asked = shopOf(useTill.getState().till);
  const answer = await ask('sale.unfinished', {});
  // An answer that comes after a switch is about the shop that was left.
  const sameShop = shopOf(useTill.getState().till) === asked;
  if (answer.ok && sameShop) set({ unfinished: answer.value });
  return useTill.getState().unfinished;
}

/** Asks the till what state it is in; at the start and after a lost connection. */
export async function refreshTill(): Promise<void> {
  const answer = await ask('till.state', {});
  if (answer.ok) await takeState(answer.value);
  else await takeTrouble(answer.error);
}

/** The till has no ledger to work with, be it at the start or all of a sudden. */
async function takeTrouble(problem: Failure): Promise<void> {
  // A lost connection leaves the screen as it is.
  const isOfLedger = problem.code.startsWith('ledger.');
  if (!isOfLedger && useTill.getState().till) return;
  const ofTheShop = String(problem.detail.language ?? '');
  await speak(preferredLanguage([ofTheShop, ...navigator.languages]));
  set({ till: null, startProblem: problem, unfinished: [] });
}

/** Opens the other shop, or goes to set it up. Answers why not, if not. */
export async function switchShop(to: ShopKind): Promise<Failure | null> {
  const { till } = useTill.getState();
  const from: ShopKind = till?.training ? 'training' : 'live';
  const answer = await ask('till.switch', { to });
  if (!answer.ok) return answer.error;
  const settingUp = answer.value.stage === 'first-run';
  await takeState(answer.value);
  set({ screen: 'sell', saleToShow: null, lastPrint: null, cameFrom: settingUp ? from : null });
  await refreshModule();
  return null;
}

export async function signOut(): Promise<void> {
  const answer = await ask('people.signOut', {});
  if (answer.ok) {
    set({ screen: 'sell', saleToShow: null });
    await takeState(answer.value);
  }
}

/** After a lost connection: it may be another till by now, started anew. */
async function refreshAfterwards(): Promise<void> {
  const before = useTill.getState().till;
  await refreshTill();
  const { till } = useTill.getState();
  // Who has just been let in asks for them by that.
  if (before?.stage === 'open' && till?.stage === 'open') refreshOpenSales();
}

/** Starts listening and asks the first questions. */
export function startTill(): void {
  door.onEvent((event) => {
    if (event.name === 'state') void refreshTill();
    if (event.name === 'module') set({ module: event.value });
    if (event.name === 'print') set({ lastPrint: event.value });
    if (event.name === 'sale') void refreshUnfinished();
    if (event.name === 'told') tellTold(event.value);
  });
  door.onConnection((connected) => {
    const again = connected && !useTill.getState().connected;
    set({ connected });
    if (again) void Promise.all([refreshAfterwards(), refreshModule()]);
  });
  void refreshTill();
  void refreshModule();
}
