import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { LicenceReading } from '../../../src-shared/contract/licence-shapes.ts';
import { Facts } from '../../components/facts.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { useTransactions } from '../../i18n/use-transactions.ts';
import { LoadButtons } from './load-buttons.tsx';
import { Recognised } from './recognised.tsx';

interface LicenceFoundProps {
  readonly reading: LicenceReading;
  /** Why the loading failed before anything was sent. */
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onLoad: () => void;
  readonly onGoBack: () => void;
}

/** What was recognised in a pasted text, and the button that sends it. */
export function LicenceFound({ reading, failure, busy, onLoad, onGoBack }: LicenceFoundProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = useTransactions();
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
        <Recognised />
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
      <LoadButtons
        load={t(busy ? 'licence.loading' : 'licence.load')}
        another={t('licence.another')}
        blocked={problem !== null}
        busy={busy}
        onLoad={onLoad}
        onGoBack={onGoBack}
      />
    </>
  );
}
