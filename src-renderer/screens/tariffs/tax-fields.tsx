import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Taxed } from '../../../src-shared/contract/pricing-shapes.ts';
import { MOST_TAXES } from '../../../src-shared/pricing/limits.ts';
import { type Resource, unitSymbol } from '../../../src-shared/resource.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { RemoveButton } from './remove-button.tsx';
import { newTax, type TaxDraft, taxedParts } from './tariff-draft.ts';

interface TaxFieldsProps {
  resource: Resource;
  taxes: readonly TaxDraft[];
  problemOf: (field: string) => string | null;
  onChange: (taxes: readonly TaxDraft[]) => void;
}

/** VAT and other taxes: at what rate, on what, and which units are free of it. */
export function TaxFields({ resource, taxes, problemOf, onChange }: TaxFieldsProps) {
  const { t } = useTranslation();
  const unit = unitSymbol(resource);
  const change = (place: number, part: Partial<TaxDraft>) =>
    onChange(taxes.map((tax, at) => (at === place ? { ...tax, ...part } : tax)));
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{t('tariff.taxes')}</legend>
      <ul className="grid gap-4">
        {taxes.map(({ key, name, rate, on, exempt }, place) => (
          <li key={key}>
            <div className="grid grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)_2.75rem] items-start gap-3">
              <Field
                label={t('tariff.tax-name')}
                maxLength={40}
                value={name}
                problem={problemOf(`tax ${key}`)}
                onChange={(event) => change(place, { name: event.target.value })}
              />
              <Field
                label={t('tariff.tax-rate')}
                inputMode="decimal"
                maxLength={6}
                value={rate}
                problem={problemOf(`rate ${key}`)}
                onChange={(event) => change(place, { rate: event.target.value })}
                look="figures text-right"
              />
              <RemoveButton
                label={t('tariff.remove-tax', { name: name || place + 1 })}
                onPress={() => onChange(taxes.toSpliced(place, 1))}
              />
            </div>
            <TaxedParts
              name={name}
              on={on}
              problem={problemOf(`on ${key}`)}
              onChange={(parts) => change(place, { on: parts })}
            />
            {on.includes('energy') && (
              <Field
                label={t('tariff.exempt', { unit })}
                hint={t('tariff.exempt-hint')}
                inputMode="decimal"
                maxLength={20}
                placeholder="0"
                value={exempt}
                problem={problemOf(`exempt ${key}`)}
                onChange={(event) => change(place, { exempt: event.target.value })}
                className="mt-2 max-w-60"
                look="figures text-right"
              />
            )}
          </li>
        ))}
      </ul>
      {taxes.length < MOST_TAXES && (
        <Button
          className={taxes.length > 0 ? 'mt-3' : ''}
          icon={<Plus aria-hidden="true" className="size-5" />}
          onClick={() => onChange([...taxes, newTax()])}
        >
          {t('tariff.add-tax')}
        </Button>
      )}
    </fieldset>
  );
}

interface TaxedPartsProps {
  name: string;
  on: readonly Taxed[];
  problem: string | null;
  onChange: (on: readonly Taxed[]) => void;
}

function TaxedParts({ name, on, problem, onChange }: TaxedPartsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="mt-1">
      <legend className="sr-only">{t('tariff.taxed', { name })}</legend>
      <div className="flex flex-wrap items-center gap-x-5">
        <span aria-hidden="true" className="text-sm text-soft">
          {t('tariff.taxed-on')}
        </span>
        {taxedParts.map((part) => (
          <label key={part} className="flex min-h-11 items-center gap-2">
            <input
              type="checkbox"
              checked={on.includes(part)}
              onChange={({ target }) =>
                // In the order of the list, whatever order they were ticked in.
                onChange(
                  taxedParts.filter((each) => (each === part ? target.checked : on.includes(each))),
                )
              }
              className="size-5 accent-accent"
            />
            {t(`tariff.part.${part}`)}
          </label>
        ))}
      </div>
      {problem && (
        <p role="alert" className="text-[0.8125rem] font-medium text-red">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
