import { useTranslation } from 'react-i18next';
import { RESOURCES, unitSymbol } from '../../../src-shared/resource.ts';
import { Choice, Field } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Switch } from '../../components/switch.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { BlockFields } from './block-fields.tsx';
import { ChargeFields } from './charge-fields.tsx';
import type { TariffDraft } from './tariff-draft.ts';
import { TaxFields } from './tax-fields.tsx';

interface TariffFieldsProps {
  draft: TariffDraft;
  isNew: boolean;
  /** What is wrong with a field, in words. */
  problemOf: (field: string) => string | null;
  onChange: (part: Partial<TariffDraft>) => void;
}

/** Everything a price is made of, from what it is called to when it begins. */
export function TariffFields({ draft, isNew, problemOf, onChange }: TariffFieldsProps) {
  const { t } = useTranslation();
  const { symbol } = useFormat();
  const { resource } = draft;
  const unit = unitSymbol(resource);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          data-first=""
          label={t('tariff.name')}
          maxLength={40}
          value={draft.name}
          problem={problemOf('name')}
          onChange={(event) => onChange({ name: event.target.value })}
          className="sm:col-span-2"
        />
        <Field
          label={t('tariff.class')}
          hint={t('tariff.class-hint')}
          maxLength={20}
          placeholder={t('optional')}
          value={draft.priceClass}
          onChange={(event) => onChange({ priceClass: event.target.value })}
        />
        {isNew ? (
          <Choice
            label={t('tariff.resource')}
            value={resource}
            onChange={(value) =>
              onChange({ resource: RESOURCES.find((each) => each === value) ?? resource })
            }
            options={RESOURCES.map((each) => ({ value: each, text: t(`resource.${each}`) }))}
          />
        ) : (
          <div>
            <p className="mb-1 text-sm font-medium">{t('tariff.resource')}</p>
            <p className="flex min-h-11 items-center">{t(`resource.${resource}`)}</p>
          </div>
        )}
      </div>
      <BlockFields
        resource={resource}
        blocks={draft.blocks}
        problemOf={problemOf}
        onChange={(blocks) => onChange({ blocks })}
      />
      <Field
        label={t('tariff.free', { unit })}
        hint={t('tariff.free-hint')}
        inputMode="decimal"
        maxLength={20}
        placeholder="0"
        value={draft.free}
        problem={problemOf('free')}
        onChange={(event) => onChange({ free: event.target.value })}
        className="max-w-60"
        look="figures text-right"
      />
      <ChargeFields
        charges={draft.charges}
        problemOf={problemOf}
        onChange={(charges) => onChange({ charges })}
      />
      <fieldset>
        <legend className="font-semibold">{t('tariff.fee')}</legend>
        <p className="mb-2 text-[0.8125rem] text-soft">{t('tariff.fee-hint')}</p>
        <div className="grid grid-cols-2 gap-3">
          <Amount
            label={t('tariff.fee-amount', { symbol })}
            value={draft.feeAmount}
            problem={problemOf('feeAmount')}
            onChange={(feeAmount) => onChange({ feeAmount })}
          />
          <Amount
            label={t('tariff.fee-share')}
            value={draft.feeShare}
            problem={problemOf('feeShare')}
            onChange={(feeShare) => onChange({ feeShare })}
          />
        </div>
      </fieldset>
      <div className="grid gap-2">
        <TaxFields
          resource={resource}
          taxes={draft.taxes}
          problemOf={problemOf}
          onChange={(taxes) => onChange({ taxes })}
        />
        {draft.taxes.length > 0 && (
          <Switch
            label={t('tariff.included')}
            checked={draft.included}
            onChange={(included) => onChange({ included })}
          />
        )}
      </div>
      <fieldset>
        <legend className="mb-2 font-semibold">{t('tariff.limits')}</legend>
        <div className="grid grid-cols-2 gap-3">
          <Amount
            label={t('tariff.minimum', { symbol })}
            value={draft.minimum}
            problem={problemOf('minimum')}
            onChange={(minimum) => onChange({ minimum })}
          />
          <Amount
            label={t('tariff.maximum', { symbol })}
            value={draft.maximum}
            problem={problemOf('maximum')}
            onChange={(maximum) => onChange({ maximum })}
          />
        </div>
        <p className="mt-2 text-[0.8125rem] text-soft">{t('tariff.maximum-hint')}</p>
      </fieldset>
      <div className="flex flex-wrap items-start gap-4">
        <Segmented
          label={t('tariff.valid-from')}
          value={draft.from}
          onChange={(from) => onChange({ from })}
          options={[
            { value: 'now', text: t('tariff.from-now') },
            { value: 'date', text: t('tariff.from-date') },
          ]}
        />
        {draft.from === 'date' && (
          <Field
            type="date"
            label={t('tariff.day')}
            hint={t('tariff.day-hint')}
            value={draft.day}
            problem={problemOf('day')}
            onChange={(event) => onChange({ day: event.target.value })}
            className="min-w-48"
          />
        )}
      </div>
    </>
  );
}

interface AmountProps {
  label: string;
  value: string;
  problem: string | null;
  onChange: (text: string) => void;
}

/** A number that may be left out. */
function Amount({ label, value, problem, onChange }: AmountProps) {
  const { t } = useTranslation();
  return (
    <Field
      label={label}
      inputMode="decimal"
      maxLength={20}
      placeholder={t('tariff.none-of-it')}
      value={value}
      problem={problem}
      onChange={(event) => onChange(event.target.value)}
      look="figures text-right"
    />
  );
}
