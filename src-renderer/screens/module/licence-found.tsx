import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { LicenceReading } from '../../../src-shared/contract/licence-shapes.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { useTransactions } from '../../i18n/use-transactions.ts';

interface LicenceFoundProps {
  readonly reading: LicenceReading;
  /** Why the loading failed before anything was sent. */
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onLoad: () => void;
  readonly onStartOver: () => void;
}

/** What was recognised in a pasted text, and the button that sends it. */
export function LicenceFound({ reading, failure, busy, onLoad, onStartOver }: LicenceFoundProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = useTransactions();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { transactions, unlimited, expiresOn, warrantyUntil, renewalMonth, problem } = reading;
  const day = (text: string | null) => (text === null ? null : format.day(text));
  const adds =
    transactions === null
      ? null
      : t('licence.transactions', { count: transactions, shown: format.count(transactions) });
  const inTheWay = failure ?? problem;
  const says = adds !== null || unlimited;
  return (
    <>
      <div role="status" className="grid gap-3">
        <h3 className="font-semibold">{t('licence.recognised')}</h3>
        <Facts
          facts={[
            [t('licence.for-module'), reading.moduleId],
            [t('licence.number'), reading.licenceId],
            [t('licence.adds'), unlimited ? t('licence.unlimited-until') : adds],
            [t('licence.expires'), day(expiresOn)],
            [t('licence.warranty'), day(warrantyUntil)],
            [t('licence.renewal'), renewalMonth === null ? null : format.month(renewalMonth)],
            [
              t('licence.left'),
              reading.transactionsLeft === null ? null : count(reading.transactionsLeft),
            ],
          ]}
        />
        {!says && <p className="text-soft">{t('licence.opaque')}</p>}
      </div>
      {inTheWay && <FailureNote failure={inTheWay} />}
      <div className="flex flex-wrap gap-3">
        {!problem && (
          <Button ref={first} look="primary" shortcut="Ctrl Enter" disabled={busy} onClick={onLoad}>
            {busy ? t('licence.loading') : t('licence.load')}
          </Button>
        )}
        <Button ref={problem ? first : null} disabled={busy} onClick={onStartOver}>
          {t('licence.another')}
        </Button>
      </div>
    </>
  );
}
