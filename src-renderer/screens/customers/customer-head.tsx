import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Customer, CustomerFile } from '../../../src-shared/contract/customer-shapes.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import { Pill } from '../../components/pill.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { languages } from '../../i18n/languages.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Doing } from './customer-dialogs.tsx';

interface CustomerHeadProps {
  file: CustomerFile;
  onDo: (doing: Doing) => void;
  onOpen: (customerId: number) => void;
  onClose: () => void;
}

/** Who it is, what is noted about them, and what can be done with the account. */
export function CustomerHead({ file, onDo, onOpen, onClose }: CustomerHeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { customer } = file;
  const { mergedInto, closedAt } = customer;
  const isOpen = closedAt === null;
  useKeys('screen', {
    'Alt+e': () => {
      onDo({ what: 'edit' });
      return true;
    },
    'Alt+m': () => {
      if (!isOpen) return false;
      onDo({ what: 'add-meter' });
      return true;
    },
  });
  return (
    <div className="p-5">
      <div className="flex items-start justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h2 id="customer" className="text-lg font-semibold break-words">
            {customer.name || t('meter.nameless')}
          </h2>
          {!isOpen && <Pill text={t('customers.closed')} />}
          <p className="text-sm text-soft">{t('customers.id', { id: customer.id })}</p>
        </div>
        <Button look="quiet" shortcut="Esc" className="-mt-2 -mr-3 shrink-0 px-3" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      {closedAt !== null && (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-amber-line bg-amber-soft p-3">
          <p className="min-w-48 flex-1">
            {t(mergedInto === null ? 'customers.closed-since' : 'customers.merged-since', {
              when: format.moment(closedAt),
            })}
          </p>
          {mergedInto === null ? (
            <Button onClick={() => onDo({ what: 'reopen' })}>{t('customers.reopen')}</Button>
          ) : (
            <Button onClick={() => onOpen(mergedInto)}>{t('customers.to-merged')}</Button>
          )}
        </div>
      )}
      <div className="mt-3">
        <Facts facts={factsOf(customer, t, format.moment(customer.since))} />
      </div>
      {customer.notes !== '' && (
        <div className="mt-3">
          <h3 className="text-[0.8125rem] text-soft">{t('customers.notes')}</h3>
          <p className="break-words whitespace-pre-line">{customer.notes}</p>
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button shortcut="Alt E" onClick={() => onDo({ what: 'edit' })}>
          {t('customers.edit')}
        </Button>
        {isOpen && (
          <>
            <Button onClick={() => onDo({ what: 'merge' })}>{t('customers.merge')}</Button>
            <Button look="quiet" onClick={() => onDo({ what: 'close' })}>
              {t('customers.close')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** What is not known is left out. */
function factsOf(
  customer: Customer,
  t: TFunction,
  since: string,
): (readonly [string, string | null])[] {
  const { phone, address, idNumber } = customer;
  const speaks = languages.find(({ code }) => code === customer.language)?.name;
  return [
    [t('meter.phone'), phone || null],
    [t('meter.address'), address || null],
    [t('customers.id-number'), idNumber || null],
    [t('customers.language'), speaks ?? t('customers.language-shop')],
    [t('customers.since'), since],
  ];
}
