import { messagesIn } from '../../../src-main/messages.ts';
import { licenceSlip } from '../../../src-main/printing/licence-slip.ts';
import { refundSlip } from '../../../src-main/printing/refund-slip.ts';
import { xSlip, zSlip } from '../../../src-main/printing/report-slip.ts';
import { saleSlip, testSlip } from '../../../src-main/printing/slip.ts';
import type { LicenceLoad } from '../../../src-shared/contract/licence-shapes.ts';
import type { LogoBlock } from '../../../src-shared/contract/logo-shapes.ts';
import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';
import type { ShopSettings } from '../../../src-shared/contract/shapes.ts';
import { report, z } from '../shifts/report-example.ts';
import { facts, refund, sale, together } from './example.ts';

const load: LicenceLoad = {
  id: 4,
  state: 'loaded',
  at: '2026-03-01T08:00:00.000Z',
  operatorName: 'Thandi',
  moduleId: '94000001',
  digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  licenceId: 'L-20260301',
  transactions: 5_000,
  unlimited: false,
  expiresOn: '2027-11-30',
  warrantyUntil: '2027-11-30',
  renewalMonth: 11,
  counterBefore: 120,
  counterAfter: 5_130,
  reissued: 10,
  problem: null,
};

export const keyChange = [
  '59146213089934217705',
  '17705591462130899342',
  '34217705591462130899',
  '08993421770559146213',
];

export const languages = ['en', 'fr', 'pt', 'sw'] as const;
export const papers = [58, 80] as const;
type Language = (typeof languages)[number];

/** Each slip that there is, by its name. */
export async function slipsIn(
  language: Language,
  paper: ShopSettings['paper'],
  logo: LogoBlock | null = null,
): Promise<Record<string, ReceiptDocument>> {
  const { t } = await messagesIn(language, 'ZAR');
  const shop = { paper, language };
  const here = { ...facts({ shop }), t, logo };
  const training = { ...facts({ shop, sale: { training: true }, facts: { copy: true } }), t, logo };
  return {
    sale: saleSlip(here),
    'copy-training': saleSlip(training),
    'key-change': saleSlip({ ...here, tokens: keyChange }),
    together: saleSlip({ ...here, together }),
    refund: refundSlip({ ...here, refund }),
    x: xSlip({ ...here, report, training: false }),
    z: zSlip({ ...here, z, copy: false }),
    licence: licenceSlip({ ...here, load, training: false, copy: false }),
    test: testSlip({ ...here, at: sale.at, printer: 'till-printer' }),
  };
}
