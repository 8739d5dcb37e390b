import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { inputLook } from './field.tsx';

interface CurrencyBoxProps {
  label: string;
  value: string;
  onChange: (currency: string) => void;
}

/** Every currency the computer knows, found by code or name. */
export function CurrencyBox({ label, value, onChange }: CurrencyBoxProps) {
  const { t, i18n } = useTranslation();
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((code) => ({
      id: code,
      name: `${code} \u2013 ${names.of(code) ?? code}`,
    }));
  }, [i18n.language]);
  return (
    <ComboBox
      defaultItems={currencies}
      value={value}
      onChange={(key) => {
        if (typeof key === 'string') onChange(key);
      }}
      menuTrigger="focus"
    >
      <Label className="mb-1 block text-sm font-medium">{label}</Label>
      <div className="relative">
        <Input
          className={`${inputLook} pr-11`}
          autoComplete="off"
          // The list tells the field that it is in focus again with each letter: that is no coming in.
          onFocus={({ currentTarget, nativeEvent }) => {
            if (nativeEvent.isTrusted) currentTarget.select();
          }}
        />
        <Button
          aria-label={t('currency.open')}
          className="absolute inset-y-0 right-0 grid w-11 place-items-center text-soft"
        >
          <ChevronDown aria-hidden="true" className="size-5" />
        </Button>
      </div>
      <Popover className="w-(--trigger-width) rounded-lg border border-line bg-surface shadow-float">
        <ListBox<{ id: string; name: string }>
          className="max-h-64 overflow-auto p-1 outline-none"
          renderEmptyState={() => <p className="px-3 py-2 text-soft">{t('currency.none')}</p>}
        >
          {(item) => (
            <ListBoxItem
              textValue={item.name}
              className="flex min-h-11 cursor-pointer items-center rounded-md px-3 outline-none data-[focused]:bg-accent-soft data-[selected]:font-semibold data-[selected]:text-accent"
            >
              {item.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
