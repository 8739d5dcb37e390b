import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../../src-main/ledger/verify/verify.ts';
import { ModuleHost, once } from '../module-host.ts';
import { openedToken } from '../opened-token.ts';
import { Counter, people } from '../shifts/counter.ts';
import { TrainingShop } from '../training-shop.ts';
import { configuration } from './meter-examples.ts';

/* Tokens that nobody pays for: with a reason, an approval, and counted nowhere as money or units bought. */

let shop: TrainingShop;
let counter: Counter;
let nomsa: number;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  counter = await Counter.open(shop);
  nomsa = (await counter.till.meterOf('Nomsa Dlamini')).id;
});
afterEach(() => counter.till.close());

const issue = (steps = 250, reason = 'compensation for an outage') => ({
  requestId: randomUUID(),
  meterId: nomsa,
  steps,
  reason,
});
const replace = (saleId: number, reason = 'the meter was exchanged') => ({
  requestId: randomUUID(),
  saleId,
  reason,
});

const refund = (saleId: number, amount = 5_000) => ({
  ...{ requestId: randomUUID(), saleId, amount },
  ...({ payment: 'cash', reason: 'the meter is broken' } as const),
});
const giveBack = (saleId: number, amount: number) =>
  counter.till.call('sale.refund', refund(saleId, amount));

describe('a free issue', () => {
  it('is a token of its units, for nothing', async () => {
    const sale = await counter.till.call('sale.freeIssue', issue());
    expect(sale).toMatchObject({
      kind: 'free-issue',
      state: 'issued',
      reason: 'compensation for an outage',
      approvedByName: null,
      quote: { paid: 0, steps: 250, lines: [] },
      payments: [],
      replaces: null,
    });
    expect(openedToken(sale)).toMatchObject({ tid: sale.tid });
  });

  it('wants somebody’s approval where a vendor gives it, and keeps who it was', async () => {
    await counter.sit('sipho');
    const wanted = issue();
    expect((await counter.till.refusal('sale.freeIssue', wanted)).code).toBe('approval-needed');
    expect(counter.till.count('sale')).toBe(0);
    const sale = await counter.till.call('sale.freeIssue', {
      ...wanted,
      ...counter.approvedBy('lindiwe'),
    });
    expect(sale).toMatchObject({ operatorName: 'Sipho', approvedByName: 'Lindiwe' });
    const told = counter.till.ledger(
      `SELECT operator_id, approved_by FROM audit WHERE what = 'sale.issued'`,
    );
    expect(told).toEqual([{ operator_id: people.sipho, approved_by: people.lindiwe }]);
  });

  it('is one token, however often it is asked for', async () => {
    const wanted = issue();
    const all = await Promise.all([1, 2, 3].map(() => counter.till.call('sale.freeIssue', wanted)));
    expect(new Set(all.map(({ token }) => token)).size).toBe(1);
    const other = { ...wanted, reason: 'another one' };
    const { code } = await counter.till.refusal('sale.freeIssue', other);
    expect(code).toBe('sale.request-reused');
    expect(counter.till.count('sale')).toBe(1);
  });

  it('is neither in the takings nor what the customer bought last', async () => {
    await counter.sell(5_000);
    await counter.till.call('sale.freeIssue', issue());
    expect(await counter.x()).toMatchObject({ sales: 1, taken: 5_000, expected: { cash: 5_000 } });
    const { lastSale } = await counter.till.meterOf('Nomsa Dlamini');
    expect(lastSale).toMatchObject({ paid: 5_000, ask: { by: 'money', amount: 5_000 } });
  });

  it('has no money to give back', async () => {
    const { id: saleId } = await counter.till.call('sale.freeIssue', issue());
    const back = refund(saleId, 100);
    expect((await counter.till.refusal('sale.refund', back)).code).toBe('refund.nothing-left');
  });

  it('says on its slip what it is', async () => {
    const { id: saleId } = await counter.till.call('sale.freeIssue', issue());
    const { blocks } = await counter.till.call('slip.preview', { saleId, copy: false });
    expect(blocks).toContainEqual({ kind: 'mark', text: 'FREE ISSUE' });
  });
});

describe('a replacement', () => {
  it('is the same units once more, and names what it replaces', async () => {
    const sale = await counter.sell(5_000);
    counter.till.clock.advance(60_000);
    const instead = await counter.till.call('sale.replace', replace(sale.id));
    expect(instead).toMatchObject({
      kind: 'replacement',
      replaces: sale.id,
      quote: { paid: 0, steps: sale.quote.steps, transferAmount: sale.quote.transferAmount },
    });
    expect(instead.token).not.toBe(sale.token);
    expect(await counter.till.call('sales.get', { saleId: sale.id })).toEqual(sale);
  });

  it('is made once for each sale', async () => {
    const { id } = await counter.sell(5_000);
    const first = await counter.till.call('sale.replace', replace(id));
    expect(await counter.till.refusal('sale.replace', replace(id))).toMatchObject({
      code: 'replace.done-already',
      detail: { saleId: first.id },
    });
    // But the replacement may come to nothing as well.
    const second = await counter.till.call('sale.replace', replace(first.id));
    expect(second.replaces).toBe(first.id);
  });

  it('is for the meter that took the place of the old one', async () => {
    const sale = await counter.sell(5_000);
    const change = { meterId: nomsa, configuration: configuration('14070012365') };
    await counter.till.call('customers.replaceMeter', change);
    const instead = await counter.till.call('sale.replace', replace(sale.id));
    expect(instead).toMatchObject({ drn: '14070012365', state: 'issued' });
  });

  it('is not for what has no token, or whose money was given back', async () => {
    expect((await counter.till.refusal('sale.replace', replace(99))).code).toBe('sale.unknown');
    const { id: saleId } = await counter.sell(5_000);
    await giveBack(saleId, 5_000);
    expect((await counter.till.refusal('sale.replace', replace(saleId))).code).toBe(
      'replace.refunded',
    );
  });

  it('is not for a sale of which a part was given back', async () => {
    const { id: saleId } = await counter.sell(5_000);
    await giveBack(saleId, 1);
    expect(await counter.till.refusal('sale.replace', replace(saleId))).toMatchObject({
      code: 'replace.refunded-in-part',
      detail: { refunded: 1 },
    });
  });

  it('is all that its sale gets: nothing of the money is given back as well', async () => {
    const { id: saleId } = await counter.sell(5_000);
    const { id: instead } = await counter.till.call('sale.replace', replace(saleId));
    for (const amount of [1, 5_000]) {
      const back = { ...refund(saleId), amount };
      expect(await counter.till.refusal('sale.refund', back)).toMatchObject({
        code: 'refund.replaced',
        detail: { saleId: instead },
      });
    }
  });

  it.each([
    ['the token', ['sale.replace', 'sale.refund']],
    ['the money', ['sale.refund', 'sale.replace']],
  ] as const)('and a refund at the same moment are one of them: %s', async (_, names) => {
    const { id: saleId } = await counter.sell(5_000);
    const inputs = { 'sale.replace': replace(saleId), 'sale.refund': refund(saleId) };
    const answers = await Promise.all(
      names.map((name) => counter.till.till.dispatch(counter.till.session, name, inputs[name])),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
    const { refunded } = await counter.till.call('sales.get', { saleId });
    const replaced = counter.till.ledger('SELECT id FROM sale WHERE replaces IS NOT NULL').length;
    expect([refunded, replaced]).toEqual(names[0] === 'sale.refund' ? [5_000, 0] : [0, 1]);
  });

  it('that the module refused keeps no money back', async () => {
    const host = await ModuleHost.start(counter.till.clock);
    await counter.till.call('module.use', { link: host.link });
    await counter.till.ready();
    const { id: saleId } = await counter.sell(5_000);
    host.behave = once('SM?VC', { status: '34' });
    expect(await counter.till.call('sale.replace', replace(saleId))).toMatchObject({
      state: 'refused',
    });
    expect(await giveBack(saleId, 5_000)).toMatchObject({ refunded: 5_000 });
    await host.goAway();
  });

  it('is answered again where its request comes again, also after the meter was exchanged', async () => {
    const { id: saleId } = await counter.sell(5_000);
    const wanted = replace(saleId);
    const made = await counter.till.call('sale.replace', wanted);
    const change = { meterId: nomsa, configuration: configuration('14070012365') };
    await counter.till.call('customers.replaceMeter', change);
    expect(await counter.till.call('sale.replace', wanted)).toMatchObject({
      id: made.id,
      token: made.token,
    });
    expect(counter.till.count('sale')).toBe(2);
    for (const other of [{ reason: 'another one' }, { saleId: made.id }]) {
      const again = { ...wanted, ...other };
      expect((await counter.till.refusal('sale.replace', again)).code).toBe('sale.request-reused');
    }
  });

  it('is not for a meter that counts something else by now', async () => {
    const { id } = await counter.till.call('sale.freeIssue', issue());
    const meter = await counter.till.meterOf('Nomsa Dlamini');
    const tariffs = await counter.till.call('tariffs.list', {});
    const tariffId = tariffs.find(({ resource }) => resource === 'water')?.id ?? 0;
    const { drn, customerName: name, phone, address, blind } = meter;
    await counter.till.call('meters.save', {
      meterId: meter.id,
      configuration: configuration(drn),
      customer: { name, phone, address },
      tariffId,
      blind,
    });
    expect((await counter.till.refusal('sale.replace', replace(id))).code).toBe(
      'replace.other-resource',
    );
    expect(counter.till.count('sale')).toBe(1);
  });

  it('leaves a ledger that the check finds nothing wrong with', async () => {
    const { id } = await counter.sell(5_000);
    await counter.till.call('sale.replace', replace(id));
    await counter.till.call('sale.freeIssue', issue());
    await counter.close();
    await counter.till.till.close();
    const file = `${counter.till.folder}/training.sqlite`;
    expect(verifyLedger(file).problems).toEqual([]);
    await counter.till.restart();
  });
});
