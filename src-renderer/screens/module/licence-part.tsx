import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/card.tsx';
import { useTransactions } from '../../i18n/use-transactions.ts';
import { refreshLicences } from '../../stores/licences.ts';
import { useTill } from '../../stores/till.ts';
import { LicenceHistory } from './licence-history.tsx';
import { NewLicence } from './new-licence.tsx';
import { Reconciliation } from './reconciliation.tsx';

/** How many sales the module's licence still allows, and the window a new licence is pasted into. */
export function LicencePart() {
  useEffect(() => {
    void refreshLicences();
  }, []);
  return (
    <div className="grid gap-4">
      <Balance />
      <NewLicence />
      <LicenceHistory />
      <Reconciliation />
    </div>
  );
}

function Balance() {
  const { t } = useTranslation();
  const count = useTransactions();
  const module = useTill((store) => store.module);
  const left = module?.transactionsLeft ?? null;
  return (
    <Card
      aria-labelledby="balance"
      className="flex flex-wrap items-center justify-between gap-x-8 px-5 py-3"
    >
      <div>
        <h2 id="balance" className="text-lg font-semibold">
          {t('licence.left')}
        </h2>
        {module?.moduleId && (
          <p className="figures text-soft">{t('licence.of-module', { id: module.moduleId })}</p>
        )}
      </div>
      <p
        className={`figures text-[2.75rem] leading-tight font-semibold tracking-tight ${left === 0 ? 'text-red' : 'text-accent'}`}
      >
        {left === null ? t('licence.not-known') : count(left)}
      </p>
    </Card>
  );
}
