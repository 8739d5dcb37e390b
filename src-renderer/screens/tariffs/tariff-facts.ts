import type { TFunction } from 'i18next';
import type { Tariff, Tax } from '../../../src-shared/contract/pricing-shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import type { Format } from '../../i18n/format.ts';

/** What a price is made of, in a few words each. */
export function tariffFacts(tariff: Tariff, t: TFunction, format: Format): string[] {
  const unit = unitSymbol(tariff.resource);
  const { serviceFee, freeSteps } = tariff;
  const fee = [
    ...(serviceFee.amount > 0 ? [format.money(serviceFee.amount)] : []),
    ...(serviceFee.basisPoints > 0 ? [format.percent(serviceFee.basisPoints)] : []),
  ];
  return [
    priceFact(tariff, t, format),
    ...(freeSteps > 0
      ? [t('tariff.free-fact', { units: `${format.units(freeSteps)} ${unit}` })]
      : []),
    ...tariff.fixedCharges.map(({ name, every, amount }) =>
      t(`tariff.charge-fact.${every}`, { name, amount: format.money(amount) }),
    ),
    ...(fee.length > 0 ? [t('tariff.fee-fact', { fee: fee.join(' + ') })] : []),
    ...tariff.taxes.map((tax) =>
      t(tariff.pricesIncludeTax ? 'tariff.tax-in' : 'tariff.tax-on-top', {
        tax: taxFact(tax, unit, t, format),
      }),
    ),
    ...limitFact(tariff, t, format),
  ];
}

function priceFact({ blocks, resource }: Tariff, t: TFunction, format: Format): string {
  const unit = unitSymbol(resource);
  const prices = blocks.map(({ price }) => price);
  const low = format.price(Math.min(...prices));
  const high = format.price(Math.max(...prices));
  return blocks.length === 1
    ? t('tariff.per-unit', { price: low, unit })
    : t('tariff.per-unit-steps', { low, high, unit });
}

function taxFact(
  { name, basisPoints, exemptSteps }: Tax,
  unit: string,
  t: TFunction,
  format: Format,
): string {
  const tax = `${name} ${format.percent(basisPoints)}`;
  if (exemptSteps === undefined) return tax;
  return t('tariff.tax-beyond', { tax, units: `${format.units(exemptSteps)} ${unit}` });
}

function limitFact(tariff: Tariff, t: TFunction, format: Format): string[] {
  const least = format.money(tariff.minimumSale);
  const most = format.money(tariff.maximumSale ?? 0);
  if (tariff.minimumSale > 0 && tariff.maximumSale !== null) {
    return [t('tariff.limits-fact', { least, most })];
  }
  if (tariff.minimumSale > 0) return [t('tariff.least-fact', { least })];
  return tariff.maximumSale === null ? [] : [t('tariff.most-fact', { most })];
}
