import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Tariff } from '../../../src-shared/contract/pricing-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { Switch } from '../../components/switch.tsx';
import { type DecimalProblem, readDecimal, writeDecimal } from '../../helpers/decimal.ts';
import { focusFirst } from '../../helpers/focus.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useTill } from '../../stores/till.ts';

/** A price per kWh is kept in ten-thousandths of a minor unit. */
const PRICE_DECIMALS = 4;
const PERCENT_DECIMALS = 2;
const MOST_PERCENT = 10_000;

interface TariffFormProps {
  tariff: Tariff | null;
  onSaved: (tariff: Tariff) => void;
  onCancel: () => void;
}

export function TariffForm({ tariff, onSaved, onCancel }: TariffFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const digits = useTill(({ till }) => till?.currencyDigits ?? 2);
  const priceDecimals = digits + PRICE_DECIMALS;
  const before = tariff;
  const [name, setName] = useState(tariff?.name ?? '');
  const [price, setPrice] = useState(
    before ? writeDecimal(before.blocks[0]?.price ?? 0, priceDecimals, digits) : '',
  );
  const [fixed, setFixed] = useState(writeDecimal(before?.fixedCharges[0]?.amount ?? 0, digits, 0));
  const [vat, setVat] = useState(
    before ? writeDecimal(before.taxes[0]?.basisPoints ?? 0, PERCENT_DECIMALS, 0) : '15',
  );
  const [included, setIncluded] = useState(before?.pricesIncludeTax ?? true);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const pricePerKwh = readDecimal(price, priceDecimals);
  const fixedCharge = readDecimal(fixed, digits, { zero: true });
  const vatRead = readDecimal(vat, PERCENT_DECIMALS, { zero: true });
  const vatHigh = vatRead.ok && vatRead.value > MOST_PERCENT;
  const wrong = (read: { ok: boolean; error?: DecimalProblem }) =>
    tried && !read.ok && read.error ? t(`amount.${read.error}`) : null;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || name.trim() === '' || vatHigh) return;
    if (!pricePerKwh.ok || !fixedCharge.ok || !vatRead.ok) return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('tariffs.save', {
      id: tariff?.id ?? null,
      name,
      priceClass: before?.priceClass ?? '',
      resource: before?.resource ?? 'electricity',
      validFrom: null,
      blocks: [{ upTo: null, price: pricePerKwh.value }],
      freeSteps: 0,
      fixedCharges:
        fixedCharge.value === 0
          ? []
          : [
              {
                name: t('quote.fixed'),
                every: 'sale',
                amount: fixedCharge.value,
                arrears: false,
              },
            ],
      serviceFee: { amount: 0, basisPoints: 0 },
      taxes:
        vatRead.value === 0
          ? []
          : [
              {
                name: t('tariff.vat-name'),
                basisPoints: vatRead.value,
                on: ['energy', 'fixed-charge', 'service-fee'],
              },
            ],
      pricesIncludeTax: included,
      minimumSale: 0,
      maximumSale: null,
    });
    setBusy(false);
    if (answer.ok) onSaved(answer.value);
    else setFailure(answer.error);
  };
  useKeys('screen', {
    Escape: () => {
      onCancel();
      return true;
    },
  });

  return (
    <form onSubmit={(event) => void save(event)} noValidate className="grid gap-4">
      {tariff && <p className="text-soft">{t('tariff.version-hint')}</p>}
      <Field
        ref={focusFirst}
        label={t('tariff.name')}
        maxLength={40}
        value={name}
        problem={tried && name.trim() === '' ? t('first-run.missing') : null}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="grid gap-4 sm:grid-cols-[1fr_1fr_6rem]">
        <Field
          label={t('tariff.price', { symbol: format.symbol })}
          hint={t('tariff.price-hint')}
          inputMode="decimal"
          maxLength={20}
          value={price}
          problem={wrong(pricePerKwh)}
          onChange={(event) => setPrice(event.target.value)}
          look="figures text-right"
        />
        <Field
          label={t('tariff.fixed', { symbol: format.symbol })}
          hint={t('tariff.fixed-hint')}
          inputMode="decimal"
          maxLength={20}
          value={fixed}
          problem={wrong(fixedCharge)}
          onChange={(event) => setFixed(event.target.value)}
          look="figures text-right"
        />
        <Field
          label={t('tariff.vat')}
          inputMode="decimal"
          maxLength={6}
          value={vat}
          problem={tried && vatHigh ? t('tariff.vat-high') : wrong(vatRead)}
          onChange={(event) => setVat(event.target.value)}
          look="figures text-right"
        />
      </div>
      <Switch label={t('tariff.included')} checked={included} onChange={setIncluded} />
      {failure && <FailureNote failure={failure} />}
      <div className="flex justify-end gap-3">
        <Button shortcut="Esc" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button type="submit" look="primary" shortcut="Enter" disabled={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
