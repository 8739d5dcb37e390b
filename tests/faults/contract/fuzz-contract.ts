import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { rightOf } from '../../../src-shared/contract/permissions.ts';
import { type ProcedureName, procedures } from '../../../src-shared/contract/procedures.ts';
import {
  anyInput,
  atHome,
  linkHere,
  nearlyRightInput,
  printerHere,
  rightInput,
} from '../../main/arbitrary-input.ts';
import { KeptRows } from './kept-rows.ts';
import { type ModelShop, type RoleTill, SECRET, SITTERS, type Sitter } from './roles.ts';

/**
 * What takes its time once it is allowed: hashing on purpose, documents, files, ports. Whoever may do it
 * gets one input in so many; whoever may not gets them all.
 */
export const SLOW: Readonly<Partial<Record<ProcedureName, number>>> = {
  'till.setUp': 20,
  'till.switch': 50,
  'people.signIn': 5,
  'people.changeSecret': 50,
  'people.save': 50,
  'module.probe': 20,
  'module.search': 20,
  'module.use': 50,
  'slip.pdf': 20,
  'shift.zPdf': 10,
  'printer.test': 10,
  'audit.verify': 500,
  'backup.save': 50,
  'backup.now': 100,
  'backup.places': 50,
  'restore.find': 20,
  'restore.look': 20,
  'restore.do': 100,
  'move.export': 200,
};

export interface FuzzOptions {
  readonly shop: ModelShop;
  readonly seed: number;
  /** Inputs for each procedure as each role. */
  readonly inputs: number;
  readonly only?: readonly ProcedureName[];
  readonly onProcedure?: (name: ProcedureName, calls: number) => void;
}

export interface FuzzFigures {
  calls: number;
  done: number;
  /** Refused before anything was looked at: no right, no approval, no such input. */
  refusedAtTheDoor: number;
  refusedInside: number;
  /** How often each code was answered. */
  readonly codes: Map<string, number>;
}

/** Said no before the handler is called: nothing but the audit trail may have changed. */
const AT_THE_DOOR = ['not-allowed', 'sign-in-first', 'approval-needed', 'bad-input'];

/**
 * Asks each procedure as each role for whatever comes to mind. Throws with the first input that brings an
 * error nobody foresaw, or changes a row without a right to.
 */
export async function fuzzContract(options: FuzzOptions): Promise<FuzzFigures> {
  const { shop, seed, inputs, only, onProcedure } = options;
  const figures: FuzzFigures = {
    calls: 0,
    done: 0,
    refusedAtTheDoor: 0,
    refusedInside: 0,
    codes: new Map(),
  };
  const names = Object.keys(procedures) as ProcedureName[];
  for (const name of only ?? names) {
    const before = figures.calls;
    const all = fc.sample(inputsOf(name), { numRuns: inputs, seed });
    for (const sitter of SITTERS) await asOne(shop, name, sitter, all, figures);
    onProcedure?.(name, figures.calls - before);
  }
  return figures;
}

/** Right ones half of the time, with and without an approval, nearly right ones, and anything at all. */
function inputsOf(name: ProcedureName): fc.Arbitrary<unknown> {
  const right = rightInput(procedures[name].input, { link: linkHere, printer: printerHere });
  const secret = fc.constantFrom(SECRET, SECRET, '1357', '');
  const approval = fc.oneof(
    { weight: 4, arbitrary: fc.record({ operatorId: fc.integer({ min: 0, max: 5 }), secret }) },
    { weight: 1, arbitrary: anyInput },
  );
  const approved = fc
    .tuple(right, approval)
    .map(([input, given]) =>
      typeof input === 'object' && input !== null ? { ...input, approval: given } : input,
    );
  return fc.oneof(
    { weight: 4, arbitrary: right },
    // A wrong secret makes its owner wait, so few of them.
    { weight: 1, arbitrary: approved },
    { weight: 3, arbitrary: nearlyRightInput(right) },
    { weight: 2, arbitrary: anyInput },
  );
}

async function asOne(
  shop: ModelShop,
  name: ProcedureName,
  sitter: Sitter,
  all: readonly unknown[],
  figures: FuzzFigures,
): Promise<void> {
  const right = rightOf(sitter, procedures[name].permission);
  const inputs = right ? all.filter((_, index) => index % (SLOW[name] ?? 1) === 0) : all;
  let till = await seated(shop, sitter);
  let rows = new KeptRows(till.ledger);
  const whole = right ? null : rows.digest();
  try {
    for (const input of inputs) {
      const given = atHome(input, till.folder);
      const written = rows.written();
      const answer = await till.ask(name, given);
      figures.calls += 1;
      const fail = (why: string): never => {
        throw new Error(`${name} as ${sitter}: ${why}\n${inspect(given, { depth: 9 })}`);
      };
      if (till.unforeseen.length > 0) fail(till.unforeseen.join('\n'));
      if (answer.ok) {
        figures.done += 1;
        if (!right) fail('done without a right to');
      } else {
        const { code, message, hint } = answer.error;
        figures.codes.set(code, (figures.codes.get(code) ?? 0) + 1);
        if (code === 'unexpected') fail('answered what nobody foresaw');
        if (/undefined|NaN|errors\.|\{\{/u.test(`${message} ${hint}`))
          fail(`says ${message} ${hint}`);
        // In one turn of the event loop, so nothing else can have written meanwhile.
        if (AT_THE_DOOR.includes(code)) {
          figures.refusedAtTheDoor += 1;
          if (isOpen(till) && rows.isOf(till.ledger) && rows.written() !== written)
            fail(`changed rows, answering ${code}`);
        } else {
          figures.refusedInside += 1;
          if (!right) fail(`not refused at the door: ${code}`);
        }
      }
      if (right && !(await isSeatedAgain(till, sitter))) {
        await till.close();
        till = await seated(shop, sitter);
      }
      // A shop that was closed and opened again has another connection.
      if (!rows.isOf(till.ledger)) rows = new KeptRows(till.ledger);
    }
    if (whole !== null && rows.digest() !== whole)
      throw new Error(`${name} as ${sitter} changed rows`);
  } finally {
    await till.close();
  }
}

async function seated(shop: ModelShop, sitter: Sitter): Promise<RoleTill> {
  const till = await shop.open();
  await till.seat(sitter);
  return till;
}

function isOpen(till: RoleTill): boolean {
  return till.ledger.open;
}

/** Whether somebody of the role sits at the same shop, or could be brought back to it. */
async function isSeatedAgain(till: RoleTill, sitter: Sitter): Promise<boolean> {
  if (!isOpen(till)) return false;
  if ((till.session.operator?.role ?? 'nobody') === sitter) return true;
  try {
    await till.seat(sitter);
    return true;
  } catch {
    // They left, or have to wait.
    return false;
  }
}
