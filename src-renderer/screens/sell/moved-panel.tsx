import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { MoveDialog } from '../../components/move-dialog.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { useMay } from '../../stores/people.ts';
import { goToSettings } from '../../stores/settings-part.ts';

/** In place of selling, where the shop was moved to another computer. */
export default function MovedPanel({ movedAt }: { movedAt: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isOwner = useMay('manage-backups');
  const [asking, setAsking] = useState(false);
  return (
    <Card className="mx-auto mt-6 grid max-w-2xl gap-4 p-7">
      <h1 className="text-2xl font-semibold">{t('move.moved-title')}</h1>
      <p>{t('move.moved-about', { when: format.moment(movedAt) })}</p>
      <p>{t('move.next')}</p>
      {isOwner && (
        <>
          <p className="text-soft">{t('move.moved-lost')}</p>
          <div className="flex flex-wrap gap-3">
            <Button onClick={() => setAsking(true)}>{t('move.again')}</Button>
            <Button onClick={() => goToSettings('backup')}>{t('restore.title')}</Button>
          </div>
        </>
      )}
      {asking && <MoveDialog folder="" onClose={() => setAsking(false)} />}
    </Card>
  );
}
