import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { Switch } from '../../components/switch.tsx';
import { placed } from '../../helpers/placed.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { changeSettings } from '../../stores/settings.ts';
import { Part, type PartProps } from './part.tsx';

export function SellingPart({ draft, problems }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const setQuick = (place: number, text: string) =>
    changeSettings({ quickAmounts: draft.quickAmounts.with(place, text) });
  const largest = problems?.largestSale;
  return (
    <Part title={t('settings.selling')}>
      <fieldset>
        <legend className="text-sm font-medium">
          {t('settings.quick', { symbol: format.symbol })}
        </legend>
        <p className="mt-0.5 mb-2 text-[0.8125rem] text-soft">{t('settings.quick-hint')}</p>
        <div className="grid grid-cols-3 gap-3">
          {placed(draft.quickAmounts).map(({ place, item }) => {
            const problem = problems?.quickAmounts[place];
            return (
              <Field
                key={place}
                label={t('settings.quick-button', { number: place + 1 })}
                inputMode="decimal"
                maxLength={20}
                value={item}
                problem={problem ? t(`amount.${problem}`) : null}
                onChange={(event) => setQuick(place, event.target.value)}
                look="figures text-right"
              />
            );
          })}
        </div>
      </fieldset>
      <Field
        label={t('settings.largest', { symbol: format.symbol })}
        hint={t('settings.largest-hint')}
        inputMode="decimal"
        maxLength={20}
        value={draft.largestSale}
        problem={largest ? t(`amount.${largest}`) : null}
        onChange={(event) => changeSettings({ largestSale: event.target.value })}
        className="max-w-60"
        look="figures text-right"
      />
      <Switch
        label={t('settings.shifts-by-hand')}
        hint={t('settings.shifts-by-hand-hint')}
        checked={draft.shiftsByHand}
        onChange={(shiftsByHand) => changeSettings({ shiftsByHand })}
      />
    </Part>
  );
}
