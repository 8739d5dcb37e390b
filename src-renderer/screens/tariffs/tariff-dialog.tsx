import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Tariff } from '../../../src-shared/contract/pricing-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useCurrencyDigits } from '../../components/money-field.tsx';
import { draftOf, type TariffDraft } from './tariff-draft.ts';
import { TariffFields } from './tariff-fields.tsx';
import { readFrom, readTerms, type TariffProblem } from './tariff-reading.ts';
import { WorkedExample } from './worked-example.tsx';

interface TariffDialogProps {
  /** Null for a new one. */
  tariff: Tariff | null;
  onSaved: (tariff: Tariff) => void;
  onClose: () => void;
}

/** A price with everything it is made of, and beside it what a sum buys at it. */
export function TariffDialog({ tariff, onSaved, onClose }: TariffDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const digits = useCurrencyDigits();
  const [draft, setDraft] = useState(() => draftOf(tariff, digits, t('tariff.vat')));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const terms = useMemo(() => readTerms(draft, digits), [draft, digits]);
  const from = readFrom(draft, new Date());
  const problemOf = (field: string) => {
    const problem = tried ? problemIn(draft, terms, from, field) : null;
    return problem ? wordsOf(problem) : null;
  };
  const wordsOf = (problem: TariffProblem) => {
    switch (problem) {
      case 'missing':
      case 'not-above':
      case 'fee-high':
      case 'free-high':
      case 'taxes-high':
      case 'taxes-nothing':
      case 'under-minimum':
      case 'no-day':
      case 'past-day':
        return t(`tariff.problem.${problem}`);
      default:
        return t(`amount.${problem}`);
    }
  };
  const save = async () => {
    setTried(true);
    if (busy || draft.name.trim() === '' || !terms.ok || !from.ok) return;
    setBusy(true);
    setFailure(null);
    const { name, priceClass, resource } = draft;
    const answer = await ask('tariffs.save', {
      id: tariff?.id ?? null,
      ...{ name, priceClass, resource },
      validFrom: from.value,
      ...terms.value,
    });
    setBusy(false);
    if (answer.ok) onSaved(answer.value);
    else setFailure(answer.error);
  };

  return (
    <Dialog
      full
      title={tariff ? t('tariff.edit', { name: tariff.name }) : t('tariff.new')}
      onClose={onClose}
      actions={
        <>
          {tried && !(terms.ok && from.ok && draft.name.trim() !== '') && (
            <p role="status" className="mr-auto self-center font-medium text-red">
              {t('settings.wrong')}
            </p>
          )}
          <Button shortcut="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={form} look="primary" shortcut="Enter" disabled={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
          noValidate
          className="grid gap-6"
        >
          {tariff && <p className="text-soft">{t('tariff.version-hint')}</p>}
          <TariffFields
            draft={draft}
            isNew={tariff === null}
            problemOf={problemOf}
            onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
          />
          {failure && <FailureNote failure={failure} />}
        </form>
        <div className="md:sticky md:top-0">
          <WorkedExample resource={draft.resource} terms={terms.ok ? terms.value : null} />
        </div>
      </div>
    </Dialog>
  );
}

function problemIn(
  draft: TariffDraft,
  terms: ReturnType<typeof readTerms>,
  from: ReturnType<typeof readFrom>,
  field: string,
): TariffProblem | null {
  if (field === 'name') return draft.name.trim() === '' ? 'missing' : null;
  if (field === 'day') return from.ok ? null : from.error;
  return terms.ok ? null : (terms.error.get(field) ?? null);
}
