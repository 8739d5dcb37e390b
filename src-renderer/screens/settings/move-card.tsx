import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { MoveDialog } from '../../components/move-dialog.tsx';

/** The way to another computer. */
export function MoveCard({ folder }: { folder: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <section className="border-t border-line pt-5">
      <h3 className="font-semibold">{t('move.title')}</h3>
      <p className="mt-1 mb-3 text-soft">{t('move.about')}</p>
      <Button onClick={() => setAsking(true)}>{t('move.start')}</Button>
      {asking && <MoveDialog folder={folder} onClose={() => setAsking(false)} />}
    </section>
  );
}
