import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeKeyFile } from '../../../src-main/module/emulator/key-file-maker.ts';
import { licenceMail, makeLicence } from '../../../src-main/module/emulator/licence-maker.ts';
import {
  type Input,
  type Parsed,
  type ProcedureName,
  procedures,
} from '../../../src-shared/contract/procedures.ts';
import { ModuleHost, once } from '../module-host.ts';
import { exampleLogo } from '../printing/logo-example.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, PIN, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { configuration } from '../vending/meter-examples.ts';

/* Whatever changes the ledger is in the audit trail, in the same commit: one day with everything in it. */

/** What the till notes for itself, without anybody's doing. */
const OWN_NOTES = ['counter_reading', 'limit_peak', 'lost_asking', 'audit'];

/** Procedures that act on something else than this ledger, or are shown elsewhere, and why. */
const ELSEWHERE: Readonly<Partial<Record<ProcedureName, string>>> = {
  'till.setUp': 'people.test.ts: the first row of every trail',
  'till.switch': 'opens another ledger',
  'people.signIn': 'people.test.ts',
  'people.signOut': 'people.test.ts',
  'restore.do': 'backup/drill.test.ts',
  'move.export': 'backup/',
  'clock.confirm': 'faults-of-the-machine/',
  'module.refresh': 'reads the module',
  'audit.verify': 'reads a copy',
  'printer.test': 'prints only',
  'drawer.test': 'prints only',
  'drawer.open': 'printing/drawer.test.ts',
  'slip.printLicence': 'prints only',
  'slip.text': 'as slip.pdf: printing/copies.test.ts',
  'slips.print': 'as slip.pdf, where there is a printer: printing/waiting.test.ts',
  'slips.file': 'as slip.pdf: printing/waiting.test.ts',
  'slips.forget': 'printing/waiting.test.ts',
  'shift.printX': 'prints only',
  'reports.print': 'prints only',
  'shift.printZ': 'shifts/',
  'slip.print': 'as slip.pdf, where there is a printer',
  'slip.printRefund': 'prints only',
  'sale.seen': 'faults/crash',
  'sale.resume': 'asks the module: vending/interrupted-sale.test.ts',
};

const account = 0;
const counted = { cash: 5_000, card: 0, 'mobile-money': 0, account };

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
const done = new Set<string>();

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  const clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock, { transactions: 5 });
  till = await shop.open({ link: host.link, clock });
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

interface Found {
  readonly changed: string;
  readonly rows: number;
}

/** What stands on the disk: the tables that people change, as one hash, and how long the trail is. */
function found(): Found {
  const copy = mkdtempSync(join(tmpdir(), 'voltill-audit-'));
  for (const file of ['training.sqlite', 'training.sqlite-wal']) {
    if (existsSync(join(till.folder, file))) cpSync(join(till.folder, file), join(copy, file));
  }
  const ledger = new Database(join(copy, 'training.sqlite'));
  try {
    const names = ledger
      .prepare<[], { name: string }>(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
         AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'meter_search%' ORDER BY name`,
      )
      .all()
      .map(({ name }) => name);
    const hash = createHash('sha256');
    for (const name of names.filter((each) => !OWN_NOTES.includes(each))) {
      hash.update(JSON.stringify([name, ledger.prepare(`SELECT * FROM ${name}`).all()]));
    }
    const trail = ledger.prepare<[], { rows: number }>('SELECT count(*) AS rows FROM audit').get();
    return { changed: hash.digest('hex'), rows: trail?.rows ?? 0 };
  } finally {
    ledger.close();
    rmSync(copy, { recursive: true });
  }
}

/** Does something that changes the ledger, and looks whether the trail tells of it. */
async function does<Name extends ProcedureName>(name: Name, input: Input<Name>) {
  const before = found();
  const answer = await till.call(name, input);
  const after = found();
  expect(after.changed, `${name} changed nothing`).not.toBe(before.changed);
  expect(after.rows, `nothing tells of ${name}`).toBeGreaterThan(before.rows);
  done.add(name);
  return answer;
}

describe('the audit trail', () => {
  it('tells of every change of a day', async () => {
    const settings = await till.settings();
    const nomsa = await till.meterOf('Nomsa Dlamini');
    const requestId = () => randomUUID();

    await does('shop.save', { ...settings, name: 'Another name' });
    await does('logo.save', { logo: exampleLogo });
    await does('logo.remove', {});
    const secret = { kind: 'pin', text: '7531' } as const;
    const people = await does('people.save', { id: null, name: 'Lerato', role: 'vendor', secret });
    const lerato = people.find(({ name }) => name === 'Lerato')?.id ?? 0;
    const wrong = { operatorId: lerato, secret: '0000' };
    await till.refusal('people.signIn', wrong, till.till.openSession());
    await does('people.unlock', { operatorId: lerato });
    await does('people.retire', { operatorId: lerato });
    await does('people.changeSecret', { old: PIN, next: { kind: 'pin', text: PIN } });

    const [tariff] = await till.call('tariffs.list', {});
    if (!tariff) return expect.fail('no tariff');
    await does('tariffs.save', { ...tariff, priceClass: 'Homes', validFrom: null });
    const { customerName: name, phone, address, tariffId, ...key } = nomsa;
    await does('meters.save', {
      meterId: nomsa.id,
      configuration: { ...configuration(nomsa.drn), keyRevisionNumber: key.keyRevisionNumber },
      customer: { name, phone, address: `${address} B` },
      tariffId,
      blind: false,
    });
    await does('meters.addBlind', {
      configuration: configuration('14070012340'),
      customer: { name: '', phone: '', address: '' },
      tariffId,
    });

    const who = { idNumber: '', language: null, notes: '' };
    const added = await does('customers.save', {
      customerId: null,
      details: { ...who, name: 'Amos', phone: '', address: '' },
    });
    const customerId = added.customer.id;
    const more = { customerId, configuration: configuration('14070012357'), tariffId };
    const [meter] = (await does('customers.addMeter', more)).meters;
    const meterId = meter?.id ?? 0;
    await does('customers.closeMeter', { meterId });
    await does('customers.reopenMeter', { meterId });
    await does('customers.replaceMeter', { meterId, configuration: configuration('14070012365') });
    const sipho = await till.meterOf('Sipho Khumalo');
    await does('customers.moveMeter', { meterId: sipho.id, customerId });
    const file = 'meter,sgc,krn,ea,name\n#14070012373,#123457,2,11,Rudo\n';
    const { importId } = await till.call('imports.begin', { fileName: 'x', bytes: file.length });
    await till.call('imports.add', { importId, at: 0, base64: btoa(file) });
    await does('imports.do', { importId, tariffId });
    await does('customers.close', { customerId });
    await does('customers.reopen', { customerId });
    await does('customers.merge', { from: customerId, into: nomsa.customerId });
    const draft = {
      meterId: nomsa.id,
      by: 'money',
      amountText: '50',
      payment: 'cash',
      split: { cash: '', card: '', 'mobile-money': '', account: '' },
      cashText: '',
    } as const;
    const [held] = await does('held.put', { id: requestId(), draft });
    await does('held.take', { id: held?.id ?? '' });
    const [left] = await does('held.put', { id: requestId(), draft });
    await does('held.drop', { id: left?.id ?? '' });

    const howTaken = {
      ...{ name: 'Connection', take: { kind: 'share', basisPoints: 1_000 } as const },
      ...{ perSaleCeiling: null, perMonthCeiling: null, priority: 1 },
    };
    const owed = {
      ...howTaken,
      customerId: nomsa.customerId,
      kind: 'auxiliary',
      amount: 900,
    } as const;
    const debt = await does('debts.add', { requestId: requestId(), ...owed });
    await does('debts.change', { debtId: debt.id, ...howTaken, priority: 2 });
    const paid = { debtId: debt.id, amount: -100, reason: 'x' };
    await does('debts.adjust', { requestId: requestId(), ...paid });
    const other = await does('debts.add', { requestId: requestId(), ...owed });
    const given = { debtId: other.id, reason: 'x' };
    await does('debts.writeOff', { requestId: requestId(), ...given });

    await does('shift.open', { float: 5_000 });
    const sale = await does('sale.sell', await order(nomsa.id));
    const two = { meterId: sipho.id, ask: { by: 'money', amount: 5_000 } } as const;
    const lines = [{ ...two, meterId: nomsa.id }, two];
    const prices = await till.call('sale.quoteTogether', { lines });
    await does('sale.sellTogether', {
      basket: requestId(),
      lines: lines.map((line, index) => ({
        ...line,
        requestId: requestId(),
        expected: { paid: prices[index]?.paid ?? 0, steps: prices[index]?.steps ?? 0 },
      })),
      payment: 'cash',
      parts: [],
    });
    // The first slip is the sale's own; who makes another one is told.
    await till.call('slip.pdf', { saleId: sale.id, copy: false });
    await does('slip.pdf', { saleId: sale.id, copy: true });
    const gift = { requestId: requestId(), meterId: nomsa.id, steps: 100, reason: 'x' };
    const free = await does('sale.freeIssue', gift);
    await does('sale.replace', { requestId: requestId(), saleId: free.id, reason: 'x' });
    const back = {
      saleId: sale.id,
      amount: sale.quote.paid,
      payment: 'cash',
      reason: 'x',
    } as const;
    await does('sale.refund', { requestId: requestId(), ...back });
    await does('shift.payIn', { requestId: requestId(), amount: 300, reason: 'x' });
    await does('shift.payOut', { requestId: requestId(), amount: 200, reason: 'x' });
    await does('shift.drop', { requestId: requestId(), amount: 100, reason: 'x' });
    await does('deposit.save', { counts: 'money', warnAt: 100, stopAt: null });
    const topUp = { kind: 'top-up', amount: 9_000, note: '' } as const;
    await does('deposit.move', { requestId: requestId(), ...topUp });

    await does('alarms.saveThresholds', {
      ...(await till.call('alarms.list', {})).thresholds,
      transactionsAmber: 1000,
    });
    const [alarm] = (await till.call('alarms.list', {})).alarms;
    await does('alarms.snooze', { id: alarm?.id ?? '', reason: 'ordered' });

    const licence = { moduleId: '94000001', transactions: 50, expires: '20281130' };
    const made = makeLicence({ ...licence, warrantyUntil: '20281130', renewalMonth: 11 });
    await does('licences.load', { text: licenceMail(made) });
    await does('keys.load', { text: makeKeyFile('94000001', [KEY]) });

    await does('shift.count', { counted });
    await does('shift.recount', { counted: { ...counted, cash: 4_000 } });
    const { number } = await does('shift.close', { explanation: 'x', left: 0 });
    await till.call('shift.zPdf', { number });
    await does('shift.zPdf', { number });
    const folder = join(till.folder, 'stick');
    mkdirSync(folder);
    await does('backup.save', { folder, passphrase: null });
    await does('backup.now', {});
    await does('module.use', { link: { kind: 'built-in' } });
  }, 60_000);

  it('tells of a sale that was interrupted and given up', async () => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    host.behave = once('SM?VC', 'drop-before');
    const sale = await does('sale.sell', await order(nomsa.id));
    expect(sale.state).toBe('asked');
    await does('sale.abandon', { saleId: sale.id });
  });

  it('was looked at for every procedure that acts', () => {
    const acting = Object.entries(procedures)
      .filter(([, { manner }]) => manner === 'acts')
      .map(([name]) => name);
    const known = [...done, ...Object.keys(ELSEWHERE)];
    expect(acting.filter((name) => !known.includes(name))).toEqual([]);
  });
});

function order(meterId: number): Promise<Parsed<'sale.sell'>> {
  return till
    .order(meterId, { by: 'money', amount: 5_000 })
    .then((asked) => ({ ...asked, payment: 'cash', parts: [] }));
}

const KEY: Parameters<typeof makeKeyFile>[1][number] = {
  register: 3,
  vendingKey: new Uint8Array(Buffer.from('VOLTILL TRAINING KEY')),
  supplyGroupCode: '000042',
  keyRevisionNumber: 2,
  keyType: 2,
  dkga: 4,
  baseDate: 2014,
  keyExpiryNumber: 255,
  activeFrom: new Date('2014-01-01T00:00:00Z'),
  issuedUntil: new Date('2100-12-31T23:59:59Z'),
  unitLimit: 1000,
  currencyLimit: 0xffff_ffff,
};
