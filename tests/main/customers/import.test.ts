import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { panFromDrn } from '../../../src-shared/sts/meter-number.ts';
import { eventually, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { configuration } from '../vending/meter-examples.ts';
import { details, drn } from './customer-examples.ts';
import { exported, look, result, rowsOf, upload } from './upload.ts';

/* Meters and customers from files: looked at first, then all good rows in one commit, or none. */

const ONE = drn('0455500123');
const TWO = drn('0455500124');
const HEAD = 'Meta,MeterPAN,Organisation,Name,SGC,KRN,TI,EA,TCT,restype,isregistered,result';
const PLAIN = 'meter,sgc,krn,ti,ea,tct,resource,tariff,name,phone,address,id_number,customer';

let shop: TrainingShop;
let till: TestTill;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
beforeEach(async () => {
  till = await shop.open();
});
afterEach(() => till.close());
afterAll(() => shop.remove());

function kept(): unknown {
  const tables = ['meter', 'customer', 'audit'];
  return tables.map((table) => till.ledger(`SELECT * FROM ${table}`));
}

/** Kinds of the rows, in their order. */
async function kinds(file: string | Uint8Array): Promise<string[]> {
  const { importId } = await look(till, file);
  return (await rowsOf(till, importId)).map((row) => row.kind);
}

/** What is said of the only row of a file. */
async function about(file: string | Uint8Array): Promise<string> {
  const { importId } = await look(till, file);
  const rows = await rowsOf(till, importId);
  expect(rows.map((row) => row.kind)).toEqual(['wrong']);
  return rows[0]?.about ?? '';
}

describe('a file of PrismVend', () => {
  const file = [
    HEAD,
    `,#${panFromDrn(ONE)},Palm Court,Amos Dube,#123457,2,#01,#11,#02,0,1,`,
    `,#${panFromDrn(TWO)},Palm Court,Rudo,#000042,1,#07,#07,#02,0,1,`,
    ',600727000000000000,,Wrong,#123457,2,1,11,2,0,1,',
    '',
  ].join('\r\n');

  it('is looked at row by row, and nothing is kept of it', async () => {
    const before = kept();
    const looked = await look(till, file);
    expect(looked).toMatchObject({
      ...{ format: 'prismvend', separator: ',', encoding: 'utf-8', needsTariff: true },
      counts: { new: 2, changed: 0, same: 0, wrong: 1 },
    });
    const rows = await rowsOf(till, looked.importId);
    expect(rows.map(({ line, kind, name }) => [line, kind, name])).toEqual([
      [2, 'new', 'Amos Dube'],
      [3, 'new', 'Rudo'],
      [4, 'wrong', 'Wrong'],
    ]);
    expect(rows[2]?.about).toContain('check digit');
    expect(kept()).toEqual(before);
  });

  it('is taken over but for its wrong rows, with one row of the trail', async () => {
    const { importId } = await look(till, file);
    const outcome = await till.call('imports.do', { importId, tariffId: 1 });
    expect(outcome.counts).toEqual({ new: 2, changed: 0, same: 0, wrong: 1 });
    const { meters } = await till.call('meters.find', { text: TWO, limit: 5 });
    expect(meters).toMatchObject([
      {
        ...{ drn: TWO, customerName: 'Rudo', address: 'Palm Court', blind: false },
        ...{ supplyGroupCode: '000042', keyRevisionNumber: 1, tariffIndex: 7 },
        encryptionAlgorithm: 7,
      },
    ]);
    const { entries } = await till.call('audit.list', { text: '', before: null, limit: 1 });
    expect(entries[0]?.sentence).toBe(
      'Meters imported from a file: 2 added, 0 changed, 1 left out',
    );
    expect(JSON.stringify(entries)).not.toContain('Rudo');

    const [head, first, second, third] = (await result(till, importId)).split('\r\n');
    expect(head).toBe(`\ufeff${HEAD}`);
    expect([first, second].map((line) => line?.split(',').at(-1))).toEqual(['added', 'added']);
    expect(third).toContain('check digit');
    const wrong = await result(till, importId, true);
    expect(wrong.split('\r\n')).toHaveLength(3);
    expect(wrong).toContain('Wrong');
  });

  it('is in the search a moment after it was taken over', async () => {
    const { importId } = await look(till, file);
    await till.call('imports.do', { importId, tariffId: 1 });
    await eventually(async () => {
      const { meters } = await till.call('meters.find', { text: 'palm court rudo', limit: 5 });
      expect(meters.map((meter) => meter.drn)).toEqual([TWO]);
    });
  });

  it('is the same after it was taken over', async () => {
    const { importId } = await look(till, file);
    await till.call('imports.do', { importId, tariffId: 1 });
    const again = await look(till, file);
    expect(again.counts).toEqual({ new: 0, changed: 0, same: 2, wrong: 1 });
    const failure = await till.refusal('imports.do', { importId: again.importId, tariffId: 1 });
    expect(failure.code).toBe('import.nothing-to-do');
    expect((await till.refusal('imports.do', { importId, tariffId: 1 })).code).toBe('import.gone');
  });

  it('is taken over once', async () => {
    const { importId } = await look(till, file);
    await till.call('imports.do', { importId, tariffId: 1 });
    const failure = await till.refusal('imports.do', { importId, tariffId: 1 });
    expect(failure.code).toBe('import.done-already');
  });

  it('that changes a meter says what, and leaves what it does not speak of', async () => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    const row = `,#${nomsa.pan},${nomsa.address.replace(',', ';')},Nomsa Khumalo,#123457,2,#01,11,2,0,1,`;
    const { importId } = await look(till, `${HEAD}\n${row}\n`);
    const [found] = await rowsOf(till, importId);
    expect(found).toMatchObject({ kind: 'changed', about: 'Name, Organisation' });
    await till.call('imports.do', { importId, tariffId: null });
    const after = await till.call('meters.get', { meterId: nomsa.id });
    expect(after).toMatchObject({ customerName: 'Nomsa Khumalo', phone: nomsa.phone });
  });
});

describe('a plain file', () => {
  it('has several meters of one customer', async () => {
    const row = (number: string) =>
      `#${number},#123457,2,1,11,2,electricity,Domestic,Amos,082 1,Stand 1,800101,A7`;
    const { importId, needsTariff } = await look(
      till,
      `${PLAIN}\n${row(ONE)}\n${row(TWO)}\n`,
      null,
    );
    expect(needsTariff).toBe(false);
    await till.call('imports.do', { importId, tariffId: null });
    const [one, two] = await Promise.all(
      [ONE, TWO].map((text) => till.call('meters.find', { text, limit: 1 })),
    );
    const customerId = one?.meters[0]?.customerId ?? 0;
    expect(two?.meters[0]?.customerId).toBe(customerId);
    const file = await till.call('customers.get', { customerId });
    expect(file).toMatchObject({ meterCount: 2, customer: { name: 'Amos', idNumber: '800101' } });
  });

  it('adds a meter to the customer of one that is known', async () => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    const row = (number: string) =>
      `#${number},#123457,2,1,11,2,electricity,Domestic,Nomsa,${nomsa.phone},"${nomsa.address}",,12`;
    const { importId } = await look(till, `${PLAIN}\n${row(nomsa.drn)}\n${row(ONE)}\n`);
    await till.call('imports.do', { importId, tariffId: null });
    const { meters } = await till.call('meters.find', { text: ONE, limit: 1 });
    expect(meters).toMatchObject([{ customerId: nomsa.customerId, customerName: 'Nomsa' }]);
  });

  it('adds a meter to a customer of whom the ledger knows more than the file', async () => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    const row = (number: string) => `#${number},#123457,2,11,Domestic,12`;
    const file = ['meter,sgc,krn,ea,tariff,customer', row(nomsa.drn), row(ONE)].join('\n');
    const { importId, counts } = await look(till, file);
    expect(counts).toMatchObject({ new: 1, wrong: 0 });
    await till.call('imports.do', { importId, tariffId: null });
    const { meters } = await till.call('meters.find', { text: ONE, limit: 1 });
    const { customerId, customerName, phone } = nomsa;
    expect(meters).toMatchObject([{ customerId, customerName, phone }]);
  });

  describe('with a meter for an account that is closed', () => {
    const row = (number: string) => `#${number},#123457,2,11,Domestic,12`;
    const fileFor = (known: string) =>
      ['meter,sgc,krn,ea,tariff,customer', row(known), row(ONE)].join('\n');

    it('does not add it, and says why before and after', async () => {
      const nomsa = await till.meterOf('Nomsa Dlamini');
      await till.call('customers.close', { customerId: nomsa.customerId });
      const { importId } = await look(till, `${fileFor(nomsa.drn)}\n${row(TWO)}X`);
      const rows = await rowsOf(till, importId);
      expect(rows.map(({ kind }) => kind)).toEqual(['same', 'wrong', 'new']);
      const why = 'This customer’s account is closed. Open it again before meters are added to it.';
      expect(rows[1]?.about).toBe(why);
      const { counts } = await till.call('imports.do', { importId, tariffId: null });
      expect(counts).toMatchObject({ new: 1, wrong: 1 });
      expect((await result(till, importId)).split('\r\n')[2]).toContain(why);
      expect((await till.call('meters.find', { text: ONE, limit: 1 })).meters).toEqual([]);
    });

    it('takes nothing over where it was closed meanwhile', async () => {
      const { customerId, drn: known } = await till.meterOf('Nomsa Dlamini');
      const { importId } = await look(till, fileFor(known));
      // Once its rows have been looked at anew, and before they are written.
      const stop = till.till.onEvent(
        ({ name }) => name === 'import' && void till.call('customers.close', { customerId }),
        () => till.session,
      );
      const refused = await till.refusal('imports.do', { importId, tariffId: null });
      stop();
      expect(refused.code).toBe('import.ledger-changed');
      expect((await till.call('meters.find', { text: ONE, limit: 1 })).meters).toEqual([]);
    });
  });

  it('that says two things of one customer is believed once', async () => {
    const row = (number: string, name: string) =>
      `#${number},#123457,2,1,11,2,electricity,Domestic,${name},,,,A7`;
    const { importId } = await look(till, `${PLAIN}\n${row(ONE, 'Amos')}\n${row(TWO, 'Amoz')}\n`);
    const rows = await rowsOf(till, importId);
    expect(rows.map((each) => each.kind)).toEqual(['new', 'wrong']);
    expect(rows[1]?.about).toBe('Line 2 says something else about this customer.');
  });

  it.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('may have its columns apart by %s', async (_, separator) => {
    const text = [PLAIN, `#${ONE},#123457,2,1,11,2,,,Amos,,,,`].join('\n');
    expect(await kinds(text.replaceAll(',', separator))).toEqual(['new']);
  });

  it.each([
    ['UTF-8', Buffer.from(`${PLAIN}\n#${ONE},#123457,2,1,11,2,,,João Macuácua,,,,`)],
    [
      'UTF-8 with its mark',
      Buffer.from(`\ufeff${PLAIN}\n#${ONE},#123457,2,1,11,2,,,João Macuácua`),
    ],
    ['UTF-16', Buffer.from(`\ufeff${PLAIN}\n#${ONE},#123457,2,1,11,2,,,João Macuácua`, 'utf16le')],
    [
      'the letters of Windows',
      Buffer.from(`${PLAIN}\r\n#${ONE},#123457,2,1,11,2,,,João Macuácua`, 'latin1'),
    ],
  ])('may be written in %s', async (_, bytes) => {
    const { importId } = await look(till, bytes);
    await till.call('imports.do', { importId, tariffId: 1 });
    const { meters } = await till.call('meters.find', { text: ONE, limit: 1 });
    expect(meters).toMatchObject([{ customerName: 'João Macuácua' }]);
  });
});

describe('a row is refused in words', () => {
  const row = (number: string, sgc = '#123457', others = '2,1,11,2,,,,,,,') =>
    `${PLAIN}\n${number},${sgc},${others}\n`;

  it.each([
    ['6.00727E+17', 'shortened the meter number to 6.00727E+17'],
    ['6,00727E+17', 'shortened the meter number to 6,00727E+17'],
    [ONE.replace(/^0/u, ''), `write #${ONE}`],
    ['', 'There is no meter number.'],
    ['not a number', 'where a digit belongs'],
  ])('where its number is %s', async (number, sentence) => {
    const cell = number.includes(',') ? `"${number}"` : number;
    expect(await about(row(cell))).toContain(sentence);
  });

  it.each([
    ['42', 'write #000042'],
    ['12345678', 'it has six digits'],
    ['', 'A new meter needs SGC.'],
  ])('where its supply group is %s', async (sgc, sentence) => {
    expect(await about(row(`#${ONE}`, sgc))).toContain(sentence);
  });

  it.each([
    ['0,1,11,2,,,,,,,', 'krn has to be a number from 1 to 9'],
    ['2,100,11,2,,,,,,,', 'ti has to be a number from 0 to 99'],
    ['2,1,9,2,,,,,,,', 'ea has to be one of 7, 11'],
    ['2,1,11,3,,,,,,,', 'tct has to be one of 1, 2'],
    ['2,1,11,2,steam,,,,,,', 'none of electricity, water, gas and time'],
    ['2,1,11,2,water,,,,,,', 'is for something else'],
    ['2,1,11,2,,Nonsense,,,,,', 'no price called Nonsense'],
    [`2,1,11,2,,,${'x'.repeat(81)},,,,`, 'The text in name is too long.'],
  ])('where it says %s', async (others, sentence) => {
    expect(await about(row(`#${ONE}`, '#123457', others))).toContain(sentence);
  });

  it('where no price was chosen and it names none', async () => {
    const { importId } = await look(till, row(`#${ONE}`), null);
    const [found] = await rowsOf(till, importId);
    expect(found?.about).toContain('choose one');
  });

  it('where its meter stood before, and the first one stays good', async () => {
    const line = `#${ONE},#123457,2,1,11,2,,,,,,,`;
    expect(await kinds(`${PLAIN}\n${line}\n${line}\n`)).toEqual(['new', 'wrong']);
  });
});

describe('what is no list of meters', () => {
  it.each([
    ['an empty file', ''],
    ['a text', 'Dear Thandi,\nplease find attached'],
    ['columns of something else', 'a,b,c\n1,2,3\n'],
    ['bytes', Buffer.from([0, 1, 2, 255, 254, 0xc3, 0x28])],
  ])('is refused: %s', async (_, file) => {
    const importId = await upload(till, file);
    const failure = await till.refusal('imports.look', { importId, tariffId: 1 });
    expect(failure.code).toBe('import.no-columns');
  });

  it('is a file that did not come whole, or that nobody sent', async () => {
    const { importId } = await till.call('imports.begin', { fileName: 'x', bytes: 10 });
    await till.call('imports.add', {
      importId,
      at: 0,
      base64: Buffer.from('12345').toString('base64'),
    });
    const gap = { importId, at: 6, base64: 'MTIz' };
    expect((await till.refusal('imports.add', gap)).code).toBe('import.cut-off');
    const tooMuch = { importId, at: 5, base64: Buffer.from('1234567').toString('base64') };
    expect((await till.refusal('imports.add', tooMuch)).code).toBe('import.cut-off');
    expect((await till.refusal('imports.look', { importId, tariffId: null })).code).toBe(
      'import.cut-off',
    );
    const other = '6f1c1f0e-6a0f-4f5b-9d55-0c8f3e1f2a19';
    expect((await till.refusal('imports.look', { importId: other, tariffId: null })).code).toBe(
      'import.gone',
    );
  });
});

describe('an import that fails in the middle', () => {
  it('leaves the ledger as it was', async () => {
    const line = (number: string) => `#${number},#123457,2,1,11,2,,,Amos,,,,`;
    const { importId } = await look(till, `${PLAIN}\n${line(TWO)}\n${line(ONE)}\n`);
    // Between the last look at the rows and their commit somebody sells to one of the new meters.
    let adding: Promise<unknown> | null = null;
    const stop = till.till.onEvent(
      ({ name }) => {
        if (name !== 'import' || adding) return;
        adding = till.call('meters.addBlind', {
          configuration: configuration(ONE),
          customer: { name: '', phone: '', address: '' },
          tariffId: 1,
        });
      },
      () => till.session,
    );
    const { code } = await till.refusal('imports.do', { importId, tariffId: 1 });
    stop();
    expect(code).toBe('import.ledger-changed');
    await adding;
    const drns = till.ledger<{ drn: string }>('SELECT drn FROM meter').map((meter) => meter.drn);
    expect(drns).toContain(ONE);
    expect(drns).not.toContain(TWO);
    expect(till.ledger('SELECT * FROM search_pending')).toEqual([]);
    expect(till.ledger("SELECT * FROM audit WHERE what = 'meter.imported'")).toEqual([]);
  });
});

describe('what is given out', () => {
  it('comes back as the same, in both formats', async () => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    await till.call('customers.save', {
      customerId: nomsa.customerId,
      details: details({
        ...{ name: '=SUM(A1)', phone: '+27 82', address: '\'=x, "y"' },
        ...{ idNumber: '@1', language: 'fr', notes: 'one\ntwo;three' },
      }),
    });
    for (const format of ['plain', 'prismvend'] as const) {
      const file = await exported(till, format);
      const { counts } = await look(till, file, null);
      expect([format, counts]).toEqual([
        format,
        { new: 0, changed: 0, same: till.count('meter'), wrong: 0 },
      ]);
      // No cell begins what a spreadsheet would work out.
      expect(file).not.toMatch(/(?:^|,|\n)"?[=@+-]/u);
    }
  });

  it('fills another till with the same customers', async () => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    await till.call('customers.closeMeter', { meterId: nomsa.id });
    const file = await exported(till, 'plain');
    const other = await shop.open();
    try {
      // Their meters go, and with them whose they were.
      const gone = file.replaceAll(/#07123456787/gu, `#${ONE}`);
      const { importId, counts } = await look(other, gone);
      expect(counts.new).toBe(1);
      await other.call('imports.do', { importId, tariffId: null });
      const { meters } = await other.call('meters.find', { text: ONE, limit: 1 });
      expect(meters).toMatchObject([{ customerName: 'Nomsa Dlamini', phone: nomsa.phone }]);
      expect(meters[0]?.closedAt).not.toBeNull();
    } finally {
      await other.close();
    }
  });
});
