import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useMay } from '../../stores/people.ts';
import { isUnderWay, useSell } from '../../stores/sell.ts';
import { switchShop, useTill } from '../../stores/till.ts';
import { nextCustomer } from '../sell/find.ts';

/** Training and the real shop are kept apart; this is the door between them. */
export function OtherShop() {
  const { t } = useTranslation();
  const training = useTill(({ till }) => till?.training ?? false);
  const exists = useTill(({ till }) => till?.otherShop ?? false);
  const selling = useSell(({ attempt }) => isUnderWay(attempt));
  const mayAdd = useMay('manage-shop');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = async () => {
    if (busy) return;
    setBusy(true);
    nextCustomer();
    const problem = await switchShop(training ? 'live' : 'training');
    setBusy(false);
    setFailure(problem);
  };
  if (!exists && !mayAdd) return null;
  const kind = training ? 'live' : 'training';
  return (
    <Card aria-labelledby="other-shop" className="p-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div className="min-w-64 flex-1">
          <h2 id="other-shop" className="text-lg font-semibold">
            {t(`other-shop.title-${kind}`)}
          </h2>
          <p className="text-soft">{t(`other-shop.about-${kind}`)}</p>
        </div>
        <Button disabled={busy || selling} onClick={() => void change()}>
          {t(exists ? `other-shop.open-${kind}` : `other-shop.set-up-${kind}`)}
        </Button>
      </div>
      {failure && <FailureNote failure={failure} className="mt-4" />}
    </Card>
  );
}
