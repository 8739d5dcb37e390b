import { useTranslation } from 'react-i18next';
import type { Language } from '../../../src-shared/contract/shapes.ts';
import { Field } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { languages } from '../../i18n/languages.ts';
import { changeSettings } from '../../stores/settings.ts';
import { Part, type PartProps } from './part.tsx';

export function ShopPart({ draft, problems }: PartProps) {
  const { t, i18n } = useTranslation();
  const currency = new Intl.DisplayNames(i18n.language, { type: 'currency' }).of(draft.currency);
  return (
    <Part title={t('settings.shop')}>
      <Field
        label={t('first-run.shop-name')}
        maxLength={60}
        value={draft.name}
        problem={problems?.name ? t('first-run.missing') : null}
        onChange={(event) => changeSettings({ name: event.target.value })}
      />
      <Segmented<Language>
        label={t('first-run.language')}
        value={draft.language}
        onChange={(language) => changeSettings({ language })}
        options={languages.map(({ code, name }) => ({ value: code, text: name }))}
      />
      <Segmented
        label={t('settings.theme')}
        value={draft.theme}
        onChange={(theme) => changeSettings({ theme })}
        options={[
          { value: 'system', text: t('settings.theme-system') },
          { value: 'light', text: t('settings.theme-light') },
          { value: 'dark', text: t('settings.theme-dark') },
        ]}
      />
      <div>
        <p data-fact="" className="text-sm font-medium">
          {t('first-run.currency')}
        </p>
        <p className="mt-1 font-semibold">
          {draft.currency} {'\u2013'} {currency}
        </p>
        <p className="mt-1 text-[0.8125rem] text-soft">{t('settings.currency-hint')}</p>
      </div>
    </Part>
  );
}
