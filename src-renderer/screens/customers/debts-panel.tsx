import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Debt } from '../../../src-shared/contract/debt-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useCursorBack } from '../../helpers/cursor-back.ts';
import { useMayAsk } from '../../stores/people.ts';
import { DebtCard } from './debts-card.tsx';
import { DebtDialog } from './debts-dialog.tsx';
import { DebtMoveDialog } from './debts-move.tsx';

type Open =
  | { readonly kind: 'terms'; readonly debt: Debt | null }
  | { readonly kind: 'adjust' | 'write-off'; readonly debt: Debt };

interface DebtsPanelProps {
  customerId: number;
  /** A closed account owes what it owes, and no more. */
  open: boolean;
}

/** What a customer owes, how sales take it, and what became of it. */
export function DebtsPanel({ customerId, open: accountOpen }: DebtsPanelProps) {
  const { t } = useTranslation();
  const may = useMayAsk('manage-debts');
  const [debts, setDebts] = useState<readonly Debt[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const leave = useCursorBack(open !== null);
  const show = (next: Open) => {
    leave();
    setOpen(next);
  };
  const close = () => setOpen(null);
  useEffect(() => {
    let wanted = true;
    void ask('debts.list', { customerId }).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setDebts(answer.value);
      else setFailure(answer.error);
    });
    return () => {
      wanted = false;
    };
  }, [customerId]);
  const changed = (debt: Debt) =>
    setDebts((before) => {
      const others = before?.filter(({ id }) => id !== debt.id) ?? [];
      return [...others, debt].sort((a, b) => a.priority - b.priority || a.id - b.id);
    });

  return (
    <section aria-labelledby="debts" className="grid gap-3 border-t border-line p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 id="debts" className="font-semibold">
          {t('debts.title')}
        </h3>
        {may && accountOpen && (
          <Button
            icon={<Plus aria-hidden="true" className="size-5" />}
            onClick={() => show({ kind: 'terms', debt: null })}
          >
            {t('debts.add')}
          </Button>
        )}
      </div>
      {failure && <FailureNote failure={failure} />}
      {debts?.length === 0 && <p className="text-soft">{t('debts.none')}</p>}
      {debts && debts.length > 0 && (
        <ul className="grid gap-3">
          {debts.map((debt) => (
            <DebtCard
              key={debt.id}
              debt={debt}
              may={may}
              onChange={() => show({ kind: 'terms', debt })}
              onMove={(kind) => show({ kind, debt })}
            />
          ))}
        </ul>
      )}
      {open?.kind === 'terms' && (
        <DebtDialog customerId={customerId} debt={open.debt} onSaved={changed} onClose={close} />
      )}
      {(open?.kind === 'adjust' || open?.kind === 'write-off') && (
        <DebtMoveDialog kind={open.kind} debt={open.debt} onMoved={changed} onClose={close} />
      )}
    </section>
  );
}
