import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Tariff } from '../../../src-shared/contract/pricing-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { tellDone } from '../../stores/notices.ts';
import { Part } from './part.tsx';
import { TariffForm } from './tariff-form.tsx';

/** What a kWh costs. A change makes a new version: past sales keep the price they were made at. */
export function TariffsPart() {
  const { t } = useTranslation();
  const [tariffs, setTariffs] = useState<readonly Tariff[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [editing, setEditing] = useState<Tariff | 'new' | null>(null);

  useEffect(() => {
    void ask('tariffs.list', {}).then((answer) => {
      if (answer.ok) setTariffs(answer.value);
      else setFailure(answer.error);
    });
  }, []);
  const saved = async (tariff: Tariff) => {
    setEditing(null);
    tellDone(t('tariff.saved', { name: tariff.name }));
    const answer = await ask('tariffs.list', {});
    if (answer.ok) setTariffs(answer.value);
    else setFailure(answer.error);
  };

  if (editing) {
    return (
      <Part title={editing === 'new' ? t('tariff.new') : t('tariff.edit', { name: editing.name })}>
        <TariffForm
          tariff={editing === 'new' ? null : editing}
          onSaved={(tariff) => void saved(tariff)}
          onCancel={() => setEditing(null)}
        />
      </Part>
    );
  }
  return (
    <Part title={t('settings.tariffs')}>
      {failure && <FailureNote failure={failure} />}
      {tariffs?.length === 0 && <p className="text-soft">{t('tariff.none')}</p>}
      <ul className="grid gap-3">
        {tariffs?.map((tariff) => (
          <li
            key={tariff.id}
            className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line p-4"
          >
            <TariffFacts tariff={tariff} />
            <Button
              aria-label={t('tariff.edit', { name: tariff.name })}
              onClick={() => setEditing(tariff)}
            >
              {t('tariff.change')}
            </Button>
          </li>
        ))}
      </ul>
      <Button className="justify-self-start" onClick={() => setEditing('new')}>
        {t('tariff.add')}
      </Button>
    </Part>
  );
}

function TariffFacts({ tariff }: { tariff: Tariff }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [t('tariff.per-kwh', { price: format.price(tariff.blocks[0]?.price ?? 0) })];
  const [charge] = tariff.fixedCharges;
  if (charge) facts.push(t('tariff.each-sale', { amount: format.money(charge.amount) }));
  const rate = format.percent(tariff.taxes[0]?.basisPoints ?? 0);
  facts.push(t(tariff.pricesIncludeTax ? 'tariff.with-vat' : 'tariff.plus-vat', { rate }));
  return (
    <div className="figures">
      <p className="font-semibold">{tariff.name}</p>
      <p className="text-sm text-soft">{facts.join(' \u00b7 ')}</p>
    </div>
  );
}
