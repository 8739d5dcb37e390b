import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MOST_CHARGES } from '../../../src-shared/pricing/limits.ts';
import { Button } from '../../components/button.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { Switch } from '../../components/switch.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { RemoveButton } from './remove-button.tsx';
import { type ChargeDraft, type Every, newCharge } from './tariff-draft.ts';

const everies: readonly Every[] = ['sale', 'day', 'month'];

interface ChargeFieldsProps {
  charges: readonly ChargeDraft[];
  problemOf: (field: string) => string | null;
  onChange: (charges: readonly ChargeDraft[]) => void;
}

/** What is charged whatever is bought: with each sale, each day or each month. */
export function ChargeFields({ charges, problemOf, onChange }: ChargeFieldsProps) {
  const { t } = useTranslation();
  const { symbol } = useFormat();
  const change = (place: number, part: Partial<ChargeDraft>) =>
    onChange(charges.map((charge, at) => (at === place ? { ...charge, ...part } : charge)));
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{t('tariff.charges')}</legend>
      <ul className="grid gap-4">
        {charges.map(({ key, name, amount, every, arrears }, place) => (
          <li key={key}>
            <div className="grid grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1.2fr)_2.75rem] items-start gap-3">
              <Field
                label={t('tariff.charge-name')}
                maxLength={40}
                value={name}
                problem={problemOf(`charge ${key}`)}
                onChange={(event) => change(place, { name: event.target.value })}
              />
              <Field
                label={t('tariff.charge-amount', { symbol })}
                inputMode="decimal"
                maxLength={20}
                value={amount}
                problem={problemOf(`amount ${key}`)}
                onChange={(event) => change(place, { amount: event.target.value })}
                look="figures text-right"
              />
              <Choice
                label={t('tariff.charge-every')}
                value={every}
                onChange={(chosen) =>
                  change(place, { every: everies.find((each) => each === chosen) ?? every })
                }
                options={everies.map((each) => ({ value: each, text: t(`tariff.every.${each}`) }))}
              />
              <RemoveButton
                label={t('tariff.remove-charge', { name: name || place + 1 })}
                onPress={() => onChange(charges.toSpliced(place, 1))}
              />
            </div>
            {every !== 'sale' && (
              <Switch
                label={t(`tariff.arrears.${every}`)}
                hint={t('tariff.arrears-hint')}
                checked={arrears}
                onChange={(checked) => change(place, { arrears: checked })}
              />
            )}
          </li>
        ))}
      </ul>
      {charges.length < MOST_CHARGES && (
        <Button
          className={charges.length > 0 ? 'mt-3' : ''}
          icon={<Plus aria-hidden="true" className="size-5" />}
          onClick={() => onChange([...charges, newCharge()])}
        >
          {t('tariff.add-charge')}
        </Button>
      )}
    </fieldset>
  );
}
