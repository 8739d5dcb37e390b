import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { CurrencyBox } from '../../components/currency-box.tsx';
import { Field } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { languages } from '../../i18n/languages.ts';
import { StepHead } from './step-head.tsx';

export interface ShopDraft {
  readonly language: Language;
  readonly currency: string;
  readonly shopName: string;
  readonly ownerName: string;
}

interface ShopStepProps {
  draft: ShopDraft;
  onChange: (part: Partial<ShopDraft>) => void;
  onDone: () => void;
}

export function ShopStep({ draft, onChange, onDone }: ShopStepProps) {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  const missing = (text: string) => (tried && text.trim() === '' ? t('first-run.missing') : null);
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.shopName.trim() !== '' && draft.ownerName.trim() !== '') onDone();
  };
  return (
    <form onSubmit={goOn} noValidate>
      <StepHead title={t('first-run.shop-title')} about={t('first-run.shop-about')} />
      <div className="grid gap-4">
        <Segmented
          label={t('first-run.language')}
          value={draft.language}
          onChange={(language) => onChange({ language })}
          options={languages.map(({ code, name }) => ({ value: code, text: name }))}
        />
        <Field
          ref={focusFirst}
          label={t('first-run.shop-name')}
          maxLength={60}
          value={draft.shopName}
          problem={missing(draft.shopName)}
          onChange={(event) => onChange({ shopName: event.target.value })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('first-run.owner-name')}
            maxLength={40}
            value={draft.ownerName}
            problem={missing(draft.ownerName)}
            onChange={(event) => onChange({ ownerName: event.target.value })}
          />
          <CurrencyBox
            label={t('first-run.currency')}
            value={draft.currency}
            onChange={(currency) => onChange({ currency })}
          />
        </div>
      </div>
      <div className="mt-6 flex justify-end">
        <Button type="submit" look="primary" shortcut="Enter" className="min-h-12 px-6">
          {t('first-run.go-on')}
        </Button>
      </div>
    </form>
  );
}
