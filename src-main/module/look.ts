import type { Clock } from '../clock.ts';
import { hardwareOf } from './hardware.ts';
import {
  EMULATED_HARDWARE_ID,
  type KeyAttributes,
  ModuleError,
  ModuleGarbled,
  type ModuleIdentity,
  ModuleRefused,
  ModuleSilent,
  ModuleUnplugged,
} from './security-module.ts';
import { found, type ModuleFound, moduleProblem } from './snapshot.ts';
import type { Sts6Module } from './sts6/driver.ts';
import { firmwareKind } from './sts6/identity.ts';

/** As many registers as are asked for; modules answer `28` past their last one. */
const MOST_REGISTERS = 32;
/** How often the registers are read anew on a line that doubles frames. */
const READINGS = 3;

/** Reads all that selling needs to know of a module. Never rejects for what the module does. */
export async function lookAt(
  module: Sts6Module,
  linkName: string,
  clock: Clock,
): Promise<ModuleFound> {
  let identity: ModuleIdentity;
  try {
    identity = await module.identify();
  } catch (error) {
    return notIdentified(error, linkName);
  }
  const { moduleId, firmwareId } = identity;
  let hardware = hardwareOf(identity, null);
  try {
    const hardwareId = await hardwareIdOf(module);
    hardware = hardwareOf(identity, hardwareId);
    const kind = firmwareKind(firmwareId);
    if (kind !== 'ready') {
      const code = kind === 'unknown' ? 'module.not-a-module' : 'module.edition-1';
      const problem = { code, detail: { link: linkName, moduleId, firmwareId } };
      return { ...found('unusable', problem), identity, hardware };
    }
    const { registers, clockDifferenceSeconds } = await readRegisters(module, clock);
    const transactionsLeft = await counterOf(module);
    return {
      state: 'ready',
      identity,
      emulated: hardwareId === EMULATED_HARDWARE_ID,
      hardware,
      registers,
      transactionsLeft,
      clockDifferenceSeconds,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    const state = error instanceof ModuleRefused ? 'unusable' : 'gone';
    return { ...found(state, moduleProblem(error, linkName)), identity, hardware };
  }
}

/** How far a module's clock, which tells whole seconds, is ahead of this computer's. */
export function secondsAhead(moduleClock: Date, clock: Clock): number {
  return Math.floor(moduleClock.getTime() / 1000) - Math.floor(clock.now().getTime() / 1000);
}

function notIdentified(error: unknown, linkName: string): ModuleFound {
  if (error instanceof ModuleSilent || error instanceof ModuleUnplugged) {
    return found('gone', moduleProblem(error, linkName));
  }
  // Bytes that are no frames, or a device that knows neither edition's way to say who it is.
  if (error instanceof ModuleGarbled || isUnknownCommand(error)) {
    return found('unusable', { code: 'module.not-a-module', detail: { link: linkName } });
  }
  if (error instanceof ModuleError) return found('unusable', moduleProblem(error, linkName));
  throw error;
}

/** Null where the module does not know the question: an emulated one names itself, real ones may not. */
async function hardwareIdOf(module: Sts6Module): Promise<string | null> {
  try {
    return (await module.identityDetails()).hardwareId;
  } catch (error) {
    if (isUnknownCommand(error)) return null;
    throw error;
  }
}

/**
 * Reads the registers, and the clock behind them. The answer to `SM?GA` does not name its register: on
 * a line that doubles frames each may be taken for the next one. The clock's answer makes that come
 * out, and they are read again.
 */
async function readRegisters(
  module: Sts6Module,
  clock: Clock,
): Promise<{ registers: KeyAttributes[]; clockDifferenceSeconds: number }> {
  for (let reading = 1; ; reading += 1) {
    const before = module.strays;
    const registers = await readRegistersOnce(module);
    const clockDifferenceSeconds = secondsAhead((await module.clock()).clock, clock);
    if (module.strays === before || reading === READINGS)
      return { registers, clockDifferenceSeconds };
  }
}

async function readRegistersOnce(module: Sts6Module): Promise<KeyAttributes[]> {
  const registers: KeyAttributes[] = [];
  for (let register = 1; register <= MOST_REGISTERS; register += 1) {
    try {
      registers.push(await module.keyAttributes(register));
    } catch (error) {
      if (!(error instanceof ModuleRefused)) throw error;
      if (error.status === EMPTY) continue;
      if (error.status === PAST_THE_LAST || error.status === OUT_OF_RANGE) break;
      throw error;
    }
  }
  return registers;
}

async function counterOf(module: Sts6Module): Promise<number | null> {
  try {
    return (await module.transactionCounter()).transactionsLeft;
  } catch (error) {
    if (isUnknownCommand(error)) return null;
    throw error;
  }
}

const EMPTY = '22';
const PAST_THE_LAST = '28';
const OUT_OF_RANGE = '63';

function isUnknownCommand(error: unknown): boolean {
  return error instanceof ModuleRefused && error.status === '21';
}
