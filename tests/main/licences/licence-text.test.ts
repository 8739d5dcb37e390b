import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { licenceFacts, readLicenceText } from '../../../src-main/licences/licence-text.ts';
import { licenceMail, makeLicence } from '../../../src-main/module/emulator/licence-maker.ts';
import { accepted, refused } from '../../shared/results.ts';
import { wear, worn } from './mail.ts';

const CERTIFICATE = makeLicence({
  moduleId: '94000001',
  transactions: 500,
  expires: '20271130',
  warrantyUntil: '20281130',
  renewalMonth: 11,
  licenceId: '0A1B2C3D',
});
const MAIL = licenceMail(CERTIFICATE);
const GUARDS = ['-----START OF LICENCE-----', '-----END OF LICENCE-----'] as const;

/** What a maker might sign, of which nothing is known: printable, without spaces at line ends. */
const opaque = fc
  .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 40, maxLength: 900 })
  .map((codes) => String.fromCharCode(...codes).replace(/[>|*#_=-]/g, 'x'));

describe('the certificate in a pasted text', () => {
  it('is what stands between the guard lines', () => {
    expect(accepted(readLicenceText(MAIL))).toBe(CERTIFICATE);
    expect(accepted(readLicenceText(MAIL.replace('START OF', 'BEGIN')))).toBe(CERTIFICATE);
    expect(accepted(readLicenceText(MAIL.replaceAll('LICENCE', 'LICENSE')))).toBe(CERTIFICATE);
    expect(accepted(readLicenceText(MAIL.replaceAll(' OF LICENCE', '')))).toBe(CERTIFICATE);
    expect(accepted(readLicenceText(MAIL.replaceAll('-----', '\u2014\u2014\u2014')))).toBe(
      CERTIFICATE,
    );
  });

  it('is the same however the mail was wrapped and quoted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(CERTIFICATE), opaque), wear, (certificate, how) => {
        expect(accepted(readLicenceText(worn(GUARDS, certificate, how)))).toBe(certificate);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same in quoted-printable, as the source of a mail has it', () => {
    const encoded = `${MAIL} caf=C3=A9`.replace(/(.{40})/g, '$1=\r\n');
    const source = `Content-Transfer-Encoding: quoted-printable\r\n\r\n${encoded}`;
    expect(accepted(readLicenceText(source))).toBe(CERTIFICATE);
  });

  it('may have been pasted alone', () => {
    expect(accepted(readLicenceText(`  ${CERTIFICATE}\n`))).toBe(CERTIFICATE);
    const wrapped = CERTIFICATE.replace(/(.{50})/g, '$1\r\n> ');
    expect(accepted(readLicenceText(`> ${wrapped}`))).toBe(CERTIFICATE);
    expect(refused(readLicenceText('EXP20271130;MID94000001'))).toBe('no-guards');
    expect(refused(readLicenceText(`Dear shop, ${CERTIFICATE}`))).toBe('no-guards');
  });

  it('may stand there twice, but not beside another', () => {
    expect(accepted(readLicenceText(`${MAIL}\n\n> ${MAIL.replaceAll('\n', '\n> ')}`))).toBe(
      CERTIFICATE,
    );
    const other = licenceMail(
      makeLicence({ moduleId: '94000001', transactions: 1, expires: '20271130' }),
    );
    expect(refused(readLicenceText(`${MAIL}\n${other}`))).toBe('several');
  });

  it('is missing for a reason', () => {
    expect(refused(readLicenceText(''))).toBe('empty');
    expect(refused(readLicenceText(' \r\n \u00a0'))).toBe('empty');
    expect(refused(readLicenceText(GUARDS.join('\n> \n')))).toBe('empty');
    expect(refused(readLicenceText('Dear shop, your licence is attached.'))).toBe('no-guards');
    expect(refused(readLicenceText(MAIL.slice(0, -30)))).toBe('cut-off');
    expect(refused(readLicenceText(MAIL.slice(30)))).toBe('cut-off');
    expect(refused(readLicenceText(MAIL.replace('TRN', 'TR\u00d1')))).toBe('not-ascii');
    expect(refused(readLicenceText('x'.repeat(300_000)))).toBe('too-long');
    expect(refused(readLicenceText(GUARDS.join('x'.repeat(9_000))))).toBe('too-long');
  });

  it('is looked for in anything without an end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        readLicenceText(text);
        readLicenceText(`${GUARDS[0]}${text}${GUARDS[1]}`);
      }),
    );
    // Long runs of what guard lines are made of.
    for (const sign of ['-', '> ', '-----START ', '| ', ' \n', '=']) {
      const started = performance.now();
      readLicenceText(sign.repeat(200_000 / sign.length));
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });
});

describe('the facts of a licence', () => {
  it('are read by their tags', () => {
    expect(licenceFacts(CERTIFICATE)).toEqual({
      licenceId: '0A1B2C3D',
      moduleId: '94000001',
      transactions: 500,
      unlimited: false,
      expiresOn: '2027-11-30',
      warrantyUntil: '2028-11-30',
      renewalMonth: 11,
    });
    const order = { moduleId: '94000001', transactions: 'unlimited', expires: '20271130' } as const;
    expect(licenceFacts(makeLicence(order))).toMatchObject({
      unlimited: true,
      transactions: null,
      warrantyUntil: null,
      renewalMonth: null,
    });
  });

  it('are left open where they cannot be read', () => {
    const nothing = {
      licenceId: null,
      moduleId: null,
      transactions: null,
      unlimited: false,
      expiresOn: null,
      warrantyUntil: null,
      renewalMonth: null,
    };
    expect(licenceFacts('MIIBszCCAVmgAwIBAgIU')).toEqual(nothing);
    expect(licenceFacts('EXP20270230;MID9;RNM13;TRN-5;UNL0;WARsoon;LID')).toEqual(nothing);
    fc.assert(fc.property(opaque, (text) => void licenceFacts(text)));
  });
});
