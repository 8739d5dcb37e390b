import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rightOf } from '../../src-shared/contract/permissions.ts';
import { type ProcedureName, procedures } from '../../src-shared/contract/procedures.ts';
import { KeptRows } from '../faults/contract/kept-rows.ts';
import {
  ModelShop,
  type RoleTill,
  SECRET,
  SITTERS,
  type Sitter,
} from '../faults/contract/roles.ts';
import { configuration } from './vending/meter-examples.ts';

/*
 * Who may do what, written out a second time: the table in the contract is right where this one says the
 * same, and the till where it keeps to it.
 */

/** Of nobody, vendor, supervisor, owner: `-` not at all, `a` with somebody's approval, `x` alone. */
const TABLE: Readonly<Record<ProcedureName, string>> = {
  'till.state': 'xxxx',
  'till.speak': 'xxxx',
  'till.setUp': 'xxxx',
  'till.switch': 'xxxx',
  'people.choose': 'xxxx',
  'people.signIn': 'xxxx',
  'people.here': '-xxx',
  'people.signOut': 'xxxx',
  'people.approvers': '-xxx',
  'people.changeSecret': '-xxx',
  'people.list': '---x',
  'people.save': '---x',
  'people.retire': '---x',
  'people.unlock': '---x',
  'shift.state': '-xxx',
  'shift.open': '-xxx',
  'shift.drop': '-xxx',
  'shift.payIn': '-xxx',
  'shift.payOut': '-axx',
  'shift.count': '-xxx',
  'shift.recount': '-axx',
  'shift.close': '-xxx',
  'shift.xReport': '-axx',
  'shift.printX': '-axx',
  'shift.zReports': '-xxx',
  'shift.zReport': '-xxx',
  'shift.printZ': '-xxx',
  'shift.zPdf': '-xxx',
  'sale.refund': '-axx',
  'sale.refunds': '-xxx',
  'slip.refund': '-xxx',
  'slip.printRefund': '-xxx',
  'tokens.explain': '-xxx',
  'sale.freeIssue': '-axx',
  'sale.replace': '-axx',
  'held.list': '-xxx',
  'held.put': '-xxx',
  'held.take': '-xxx',
  'held.drop': '-xxx',
  'reports.list': '--xx',
  'reports.make': '--xx',
  'reports.sales': '--xx',
  'reports.mine': '-xxx',
  'reports.csv': '--xx',
  'reports.pdf': '--xx',
  'reports.print': '--xx',
  'deposit.state': '--xx',
  'deposit.move': '--ax',
  'deposit.save': '---x',
  'audit.list': '--xx',
  'audit.verify': '--xx',
  'backup.state': '-xxx',
  'backup.save': '---x',
  'backup.now': '-xxx',
  'backup.places': 'xxxx',
  'restore.find': 'xxxx',
  'restore.look': 'xxxx',
  'restore.do': 'xxxx',
  'move.export': '---x',
  'printers.find': '---x',
  'printer.state': '-xxx',
  'slips.waiting': '-xxx',
  'slips.print': '-xxx',
  'slips.file': '-xxx',
  'slips.forget': '-xxx',
  'slip.printLicence': '-xxx',
  'logo.get': '---x',
  'logo.save': '---x',
  'logo.remove': '---x',
  'slip.text': '-xxx',
  'drawer.open': '-axx',
  'drawer.test': '---x',
  'clock.confirm': '-axx',
  'shop.save': '---x',
  'module.status': 'xxxx',
  'module.probe': 'xxxx',
  'module.search': 'xxxx',
  'module.use': '-axx',
  'module.refresh': '-xxx',
  'licences.read': '-xxx',
  'licences.load': '-axx',
  'licences.list': '-xxx',
  'keys.read': '-xxx',
  'keys.load': '-axx',
  'keys.list': '-xxx',
  'alarms.list': '-xxx',
  'alarms.snooze': '-xxx',
  'alarms.saveThresholds': '---x',
  'licences.reconciliation': '-xxx',
  'meters.find': '-xxx',
  'meters.recent': '-xxx',
  'meters.get': '-xxx',
  'meters.save': '-axx',
  'meters.addBlind': '-xxx',
  'customers.list': '-xxx',
  'customers.find': '-xxx',
  'customers.get': '-xxx',
  'customers.sales': '-xxx',
  'customers.save': '-axx',
  'customers.addMeter': '-axx',
  'customers.moveMeter': '-axx',
  'customers.replaceMeter': '-axx',
  'customers.merge': '-axx',
  'customers.close': '-axx',
  'customers.reopen': '-axx',
  'customers.closeMeter': '-axx',
  'customers.reopenMeter': '-axx',
  'imports.begin': '-xxx',
  'imports.add': '-xxx',
  'imports.look': '-xxx',
  'imports.rows': '-xxx',
  'imports.do': '-axx',
  'imports.file': '-xxx',
  'customers.export': '--xx',
  'tariffs.list': '-xxx',
  'tariffs.versions': '-xxx',
  'tariffs.try': '---x',
  'tariffs.save': '---x',
  'debts.list': '-xxx',
  'debts.add': '-axx',
  'debts.change': '-axx',
  'debts.adjust': '-axx',
  'debts.writeOff': '-axx',
  'sale.quote': '-xxx',
  'sale.sell': '-xxx',
  'sale.quoteTogether': '-xxx',
  'sale.sellTogether': '-xxx',
  'sales.together': '-xxx',
  'sale.unfinished': '-xxx',
  'sale.resume': '-xxx',
  'sale.abandon': '-xxx',
  'sale.told': '-xxx',
  'sale.seen': '-xxx',
  'sales.list': '-xxx',
  'sales.get': '-xxx',
  'slip.preview': '-xxx',
  'slip.print': '-xxx',
  'slip.pdf': '-xxx',
  'printer.test': '---x',
};

const names = Object.keys(procedures) as ProcedureName[];
const VENDOR = 2;
const SUPERVISOR = 3;

let shop: ModelShop;
let till: RoleTill;
beforeAll(async () => {
  shop = await ModelShop.setUp();
}, 30_000);
afterAll(() => shop.remove());
beforeEach(async () => {
  till = await shop.open();
});
afterEach(async () => {
  await till.close();
  expect(till.unforeseen).toEqual([]);
});

/** Input that no schema takes: whoever gets past the door is told so, and nothing happens. */
const NO_INPUT = 'no input at all';

async function codeOf(name: string, input: unknown): Promise<string> {
  const answer = await till.ask(name, input);
  return answer.ok ? 'done' : answer.error.code;
}

describe('every procedure', () => {
  it('is in the table, and nothing else is', () => {
    expect(Object.keys(TABLE).toSorted()).toEqual(names.toSorted());
    const letters = { alone: 'x', approved: 'a', none: '-' } as const;
    const contract = names.map((name) => {
      const { permission } = procedures[name];
      const rights = SITTERS.map((sitter) => letters[rightOf(sitter, permission) ?? 'none']);
      return [name, rights.join('')];
    });
    expect(Object.fromEntries(contract)).toEqual(TABLE);
  });

  it.each(SITTERS)('is open to those it is for, and to nobody else: %s', async (sitter) => {
    await till.seat(sitter);
    const rows = new KeptRows(till.ledger);
    const [written, digest] = [rows.written(), rows.digest()];
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const name of names) {
      found[name] = await codeOf(name, NO_INPUT);
      expected[name] = atTheDoor(name, sitter);
    }
    expect(found).toEqual(expected);
    expect([rows.written(), rows.digest()]).toEqual([written, digest]);
  });

  it('that is refused leaves its row in the audit trail, where it would have changed something', async () => {
    await till.seat('vendor');
    for (const name of names) await codeOf(name, NO_INPUT);
    const facts = till.ledger
      .prepare<[], string>(`SELECT facts FROM audit WHERE what = 'attempt.refused'`)
      .pluck()
      .all()
      .map((text): { procedure: string; code: string } => JSON.parse(text));
    const kept = facts.map(({ procedure }) => procedure);
    expect(kept.toSorted()).toEqual(
      names.filter((name) => procedures[name].manner === 'acts').toSorted(),
    );
    expect(facts.find(({ procedure }) => procedure === 'people.save')?.code).toBe('not-allowed');
  });
});

describe('what belongs to the first run', () => {
  it('is closed to nobody once there is a shop', async () => {
    await till.seat('nobody');
    const digest = new KeptRows(till.ledger).digest();
    const link = { kind: 'built-in' };
    const inputs: [ProcedureName, object][] = [
      [
        'till.setUp',
        {
          ...{ language: 'en', currency: 'ZAR', shopName: 'Mine', ownerName: 'Me' },
          ownerPin: '1357',
          link,
        },
      ],
      ['till.switch', { to: 'live' }],
      ['module.probe', { link }],
      ['module.search', { again: false }],
      ['backup.places', {}],
      ['restore.find', { folder: till.folder }],
      ['restore.look', { file: `${till.folder}/training.sqlite`, passphrase: null }],
      ['restore.do', { file: `${till.folder}/training.sqlite`, passphrase: null }],
    ];
    const found: Record<string, string> = {};
    for (const [name, input] of inputs) found[name] = await codeOf(name, input);
    expect(found).toEqual({
      'till.setUp': 'set-up.done-already',
      'till.switch': 'sign-in-first',
      'module.probe': 'sign-in-first',
      'module.search': 'sign-in-first',
      'backup.places': 'sign-in-first',
      'restore.find': 'sign-in-first',
      'restore.look': 'sign-in-first',
      'restore.do': 'sign-in-first',
    });
    expect(new KeptRows(till.ledger).digest()).toBe(digest);
  });
});

/** What somebody who may only do it approved of is told first. */
function atTheDoor(name: ProcedureName, sitter: Sitter): string {
  const right = TABLE[name][SITTERS.indexOf(sitter)];
  if (right === '-') return sitter === 'nobody' ? 'sign-in-first' : 'not-allowed';
  return 'bad-input';
}

describe('an approval', () => {
  const aMeter = configuration('07123456787');
  const requestId = (last: number) => ({ requestId: `6f1c1f0e-6a0f-4f5b-9d55-0c8f3e1f2a${last}` });
  const howTaken = {
    ...{ name: 'Old arrears', take: { kind: 'share', basisPoints: 3_000 } },
    ...{ perSaleCeiling: null, perMonthCeiling: null, priority: 1 },
  };
  /** Everything a vendor needs approval for, with input that is right. */
  const approved: [ProcedureName, object][] = [
    ['clock.confirm', {}],
    ['drawer.open', { reason: 'Change' }],
    ['shift.printX', {}],
    ['shift.xReport', {}],
    ['module.use', { link: { kind: 'built-in' } }],
    ['licences.load', { text: 'no licence' }],
    ['keys.load', { text: 'no keys' }],
    [
      'shift.payOut',
      { requestId: '6f1c1f0e-6a0f-4f5b-9d55-0c8f3e1f2a10', amount: 100, reason: 'Milk' },
    ],
    ['shift.recount', { counted: { cash: 0, card: 0, 'mobile-money': 0, account: 0 } }],
    [
      'sale.refund',
      {
        requestId: '6f1c1f0e-6a0f-4f5b-9d55-0c8f3e1f2a11',
        saleId: 1,
        amount: 100,
        payment: 'cash',
        reason: 'Wrong meter',
      },
    ],
    [
      'meters.save',
      {
        meterId: 1,
        configuration: aMeter,
        customer: { name: 'Somebody else', phone: '', address: '' },
        tariffId: 1,
        blind: false,
      },
    ],
    [
      'customers.save',
      {
        customerId: 1,
        details: {
          ...{ name: 'Somebody else', phone: '', address: '' },
          ...{ idNumber: '', language: null, notes: '' },
        },
      },
    ],
    ['imports.do', { importId: '6f1c1f0e-6a0f-4f5b-9d55-0c8f3e1f2a19', tariffId: null }],
    ['customers.addMeter', { customerId: 1, configuration: aMeter, tariffId: 1 }],
    ['customers.moveMeter', { meterId: 1, customerId: 2 }],
    ['customers.replaceMeter', { meterId: 1, configuration: aMeter }],
    ['customers.merge', { from: 1, into: 2 }],
    ['customers.close', { customerId: 1 }],
    ['customers.reopen', { customerId: 1 }],
    ['customers.closeMeter', { meterId: 1 }],
    ['customers.reopenMeter', { meterId: 1 }],
    ['sale.freeIssue', { ...requestId(15), meterId: 1, steps: 50, reason: 'Flood' }],
    ['sale.replace', { ...requestId(16), saleId: 1, reason: 'Meter burnt' }],
    ['debts.add', { ...requestId(12), customerId: 1, amount: 5_000, kind: 'arrears', ...howTaken }],
    ['debts.change', { debtId: 1, ...howTaken }],
    ['debts.adjust', { ...requestId(13), debtId: 1, amount: -100, reason: 'Paid in town' }],
    ['debts.writeOff', { ...requestId(14), debtId: 1, reason: 'Too old' }],
  ];

  it('is tried here for everything that a vendor needs one for', () => {
    const needed = names.filter((name) => TABLE[name][1] === 'a');
    expect(approved.map(([name]) => name).toSorted()).toEqual(needed.toSorted());
  });

  it.each(approved)('is needed for %s, and only the right one opens it', async (name, input) => {
    await till.seat('vendor');
    const rows = new KeptRows(till.ledger);
    const digest = rows.digest();
    const withApproval = (operatorId: unknown, secret: unknown) =>
      codeOf(name, { ...input, approval: { operatorId, secret } });

    expect(await codeOf(name, input)).toBe('approval-needed');
    // The vendor's own PIN, somebody who is not there, one who left, and nonsense.
    expect(await withApproval(VENDOR, SECRET)).toBe('people.may-not-approve');
    expect(await withApproval(99, SECRET)).toBe('people.unknown');
    expect(await withApproval('3', SECRET)).toBe('bad-input');
    expect(await withApproval(SUPERVISOR, null)).toBe('bad-input');
    expect(await withApproval(SUPERVISOR, '1357')).toBe('people.wrong-secret');
    expect(rows.digest()).toBe(digest);

    const outcome = await withApproval(SUPERVISOR, SECRET);
    expect(['approval-needed', 'not-allowed', 'unexpected', 'bad-input']).not.toContain(outcome);
    expect(outcome).not.toMatch(/^people\./u);
  });

  it('is not given by somebody who has to wait after wrong tries', async () => {
    await till.seat('vendor');
    const digest = new KeptRows(till.ledger).digest();
    const attempt = (secret: string) =>
      codeOf('clock.confirm', { approval: { operatorId: SUPERVISOR, secret } });
    for (let wrong = 0; wrong < 4; wrong += 1) {
      expect(await attempt('1357')).toBe('people.wrong-secret');
    }
    expect(await attempt(SECRET)).toBe('people.wait');
    expect(new KeptRows(till.ledger).digest()).toBe(digest);
  });

  it('of a supervisor is not enough where it takes the owner', async () => {
    await till.seat('supervisor');
    const input = {
      requestId: '6f1c1f0e-6a0f-4f5b-9d55-0c8f3e1f2a12',
      kind: 'top-up',
      amount: 100,
      note: '',
    };
    const attempt = (operatorId: number) =>
      codeOf('deposit.move', { ...input, approval: { operatorId, secret: SECRET } });
    expect(await codeOf('deposit.move', input)).toBe('approval-needed');
    expect(await attempt(SUPERVISOR)).toBe('people.may-not-approve');
    expect(await attempt(VENDOR)).toBe('people.may-not-approve');
    expect(await attempt(1)).toBe('deposit.off');
  });

  it('beside what somebody may do alone is no field of the input', async () => {
    await till.seat('owner');
    expect(await codeOf('clock.confirm', { approval: { operatorId: 1, secret: SECRET } })).toBe(
      'bad-input',
    );
  });

  it('opens nothing for somebody who has no right to it', async () => {
    await till.seat('vendor');
    const digest = new KeptRows(till.ledger).digest();
    const approval = { operatorId: 1, secret: SECRET };
    expect(await codeOf('people.retire', { operatorId: 3, approval })).toBe('not-allowed');
    await till.seat('nobody');
    expect(await codeOf('meters.save', { ...approved[9]?.[1], approval })).toBe('sign-in-first');
    expect(new KeptRows(till.ledger).digest()).toBe(digest);
  });
});
