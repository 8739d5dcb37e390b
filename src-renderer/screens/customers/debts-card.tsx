import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Debt, DebtMovement } from '../../../src-shared/contract/debt-shapes.ts';
import { Button } from '../../components/button.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { debtFacts } from './debts-facts.ts';

interface DebtCardProps {
  debt: Debt;
  /** Whether whoever sits here may change it, be it with somebody who approves. */
  may: boolean;
  onChange: () => void;
  onMove: (kind: 'adjust' | 'write-off') => void;
}

/** One debt: what is left of it, how it is taken, and what became of it. */
export function DebtCard({ debt, may, onChange, onMove }: DebtCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useId();
  const isPaid = debt.balance === 0;
  return (
    <li aria-labelledby={name} className="rounded-lg border border-line p-4">
      <div className="flex items-baseline justify-between gap-4">
        <p id={name} className="min-w-0 font-semibold">
          {debt.name}
        </p>
        <p
          className={`figures text-lg font-semibold whitespace-nowrap ${isPaid ? 'text-soft' : ''}`}
        >
          {isPaid ? t('debts.paid-off') : format.money(debt.balance)}
        </p>
      </div>
      <p className="figures text-sm text-soft">
        {[t(`debts.kinds.${debt.kind}`), ...debtFacts(debt, t, format)].join(' \u00b7 ')}
      </p>
      {may && !isPaid && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button aria-label={t('debts.edit', { name: debt.name })} onClick={onChange}>
            {t('tariff.change')}
          </Button>
          <Button
            aria-label={t('debts.adjust-title', { name: debt.name })}
            onClick={() => onMove('adjust')}
          >
            {t('debts.adjust')}
          </Button>
          <Button
            aria-label={t('debts.write-off-title', { name: debt.name })}
            onClick={() => onMove('write-off')}
          >
            {t('debts.write-off')}
          </Button>
        </div>
      )}
      <details className="group mt-1 -mb-2">
        <summary className="flex min-h-11 list-none items-center gap-1 text-sm font-medium text-soft hover:text-ink">
          <ChevronRight
            aria-hidden="true"
            className="size-5 transition-transform group-open:rotate-90"
          />
          {t('debts.history', { name: debt.name })}
        </summary>
        <ul className="pb-2">
          {debt.history.map((movement) => (
            <Movement key={movement.id} movement={movement} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function Movement({ movement }: { movement: DebtMovement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, at, amount, balance, reason, operatorName, approvedByName } = movement;
  const approved = approvedByName && t('deposit.approved', { name: approvedByName });
  const facts = [format.when(at), operatorName, approved, reason].filter(
    (fact) => fact !== null && fact !== '',
  );
  return (
    <li className="figures flex items-baseline justify-between gap-4 border-t border-line py-2 text-sm">
      <div className="min-w-0">
        <p>{t(`debts.moved.${kind}`, { number: movement.receiptNumber ?? '' })}</p>
        <p className="text-[0.8125rem] text-soft">{facts.join(' \u00b7 ')}</p>
      </div>
      <div className="text-right whitespace-nowrap">
        <p>
          {amount < 0 ? '\u2212' : '+'} {format.money(Math.abs(amount))}
        </p>
        <p className="text-[0.8125rem] text-soft">
          {t('debts.then', { amount: format.money(balance) })}
        </p>
      </div>
    </li>
  );
}
