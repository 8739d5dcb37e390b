import { Plus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Tariff } from '../../../src-shared/contract/pricing-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useCursorBack } from '../../helpers/cursor-back.ts';
import { tellDone } from '../../stores/notices.ts';
import { changeSettings } from '../../stores/settings.ts';
import { Part, type PartProps } from '../settings/part.tsx';
import { DeductionOrder } from './deduction-order.tsx';
import { TariffCard } from './tariff-card.tsx';
import { TariffDialog } from './tariff-dialog.tsx';

/** What things cost, and in which order a payment is shared out. */
export function TariffsPart({ draft }: PartProps) {
  const { t } = useTranslation();
  const [tariffs, setTariffs] = useState<readonly Tariff[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [editing, setEditing] = useState<Tariff | 'new' | null>(null);
  const [saves, setSaves] = useState(0);
  const leave = useCursorBack(editing !== null);
  const edit = (which: Tariff | 'new') => {
    leave();
    setEditing(which);
  };

  const load = useCallback(async () => {
    const answer = await ask('tariffs.list', {});
    if (answer.ok) setTariffs(answer.value);
    else setFailure(answer.error);
  }, []);
  useEffect(() => void load(), [load]);
  const saved = async ({ name }: Tariff) => {
    setEditing(null);
    tellDone(t('tariff.saved', { name }));
    await load();
    setSaves((before) => before + 1);
  };

  return (
    <Part title={t('settings.tariffs')}>
      {failure && <FailureNote failure={failure} />}
      {tariffs?.length === 0 && <p className="text-soft">{t('tariff.none')}</p>}
      <ul className="grid gap-3">
        {tariffs?.map((tariff) => (
          <TariffCard key={tariff.id} tariff={tariff} saves={saves} onChange={() => edit(tariff)} />
        ))}
      </ul>
      <Button
        className="justify-self-start"
        icon={<Plus aria-hidden="true" className="size-5" />}
        onClick={() => edit('new')}
      >
        {t('tariff.add')}
      </Button>
      <DeductionOrder
        order={draft.deductionOrder}
        onChange={(deductionOrder) => changeSettings({ deductionOrder })}
      />
      {editing && (
        <TariffDialog
          tariff={editing === 'new' ? null : editing}
          onSaved={(tariff) => void saved(tariff)}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}
