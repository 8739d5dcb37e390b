import type { LicenceLoad } from '../../src-shared/contract/licence-shapes.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';
import { groupsOfFour, slipFormat } from './format.ts';
import { heading, mark, pair, type ShopFacts } from './slip.ts';

export interface LicenceSlipFacts extends ShopFacts {
  /** One that the module took. */
  readonly load: LicenceLoad;
  readonly training: boolean;
  /** It is asked for from the list of licences, or may be on paper already. */
  readonly copy: boolean;
}

/** Digits of a digest in a line: four groups of four fit the narrowest paper. */
const DIGEST_LINE = /.{1,16}/g;

/** The slip of a licence that was loaded, for the file with the order it was bought by. */
export function licenceSlip(facts: LicenceSlipFacts): ReceiptDocument {
  const { load, shop, t, training, copy } = facts;
  const format = slipFormat({ ...facts, language: shop.language, currency: shop.currency });
  const count = (left: number) =>
    left >= UNLIMITED_TRANSACTIONS ? t('receipt.licence.unlimited') : format.count(left);
  const some = (label: string, value: string | null): ReceiptBlock[] =>
    value === null ? [] : [pair(label, value)];
  return {
    paper: shop.paper,
    name: `licence-${load.id}`,
    blocks: [
      ...heading(facts),
      mark(t('receipt.licence.title')),
      ...(training ? [mark(t('receipt.report.training'))] : []),
      ...(copy ? [mark(t('receipt.copy'))] : []),
      { kind: 'rule' },
      pair(t('receipt.date'), format.time(load.at)),
      pair(t('receipt.licence.module'), load.moduleId),
      ...some(t('receipt.licence.number'), load.licenceId),
      { kind: 'rule' },
      pair(
        t('receipt.licence.added'),
        load.unlimited || load.transactions === null
          ? t('receipt.licence.unlimited')
          : format.count(load.transactions),
        true,
      ),
      ...some(t('receipt.licence.reissued'), load.reissued ? format.count(load.reissued) : null),
      pair(t('receipt.licence.before'), count(load.counterBefore)),
      ...some(
        t('receipt.licence.after'),
        load.counterAfter === null ? null : count(load.counterAfter),
      ),
      ...some(t('receipt.licence.expires'), load.expiresOn && format.day(load.expiresOn)),
      ...some(t('receipt.licence.warranty'), load.warrantyUntil && format.day(load.warrantyUntil)),
      { kind: 'rule' },
      // What the maker of the licence is asked about, should there be a question.
      { kind: 'text', text: t('receipt.licence.digest'), align: 'left' },
      ...(load.digest.match(DIGEST_LINE) ?? []).map(
        (digits): ReceiptBlock => ({
          kind: 'text',
          text: groupsOfFour(digits).join(' '),
          align: 'centre',
        }),
      ),
      { kind: 'rule' },
      pair(t('receipt.licence.by'), load.operatorName),
    ],
  };
}
