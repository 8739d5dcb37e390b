import { TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupState } from '../../../src-shared/contract/backup-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { sizeText } from '../../helpers/bytes.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { backUpNow, followBackup, refreshBackup, useBackup } from '../../stores/backup.ts';
import { tellDone } from '../../stores/notices.ts';
import { useMay } from '../../stores/people.ts';
import { BackupFiles } from './backup-files.tsx';
import { BackupPlace } from './backup-place.tsx';
import { MoveCard } from './move-card.tsx';
import { Part } from './part.tsx';

const RestoreSteps = lazy(() => import('../restore/restore-steps.tsx'));

/** Copies of the ledger: where they go, how they stand, and what they are good for. */
export function BackupPart() {
  const { t } = useTranslation();
  const state = useBackup((store) => store.state);
  const isOwner = useMay('manage-backups');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [restoring, setRestoring] = useState(false);
  useEffect(() => {
    void refreshBackup().then(setFailure);
    return followBackup();
  }, []);
  if (restoring) {
    return (
      <Part title={t('restore.title')}>
        <Suspense fallback={null}>
          <RestoreSteps folder={state?.folder ?? ''} onBack={() => setRestoring(false)} />
        </Suspense>
      </Part>
    );
  }
  return (
    <Part title={t('settings.backup')}>
      <p className="text-soft">{t('backup.about')}</p>
      {failure && <FailureNote failure={failure} />}
      {state?.folder && <Standing state={state} onFailure={setFailure} />}
      {!isOwner && state && !state.folder && <p>{t('backup.no-folder')}</p>}
      {isOwner && state && <BackupPlace key={state.folder} state={state} />}
      {state?.folder && <BackupFiles files={state.files} />}
      {isOwner && (
        <section className="border-t border-line pt-5">
          <h3 className="font-semibold">{t('restore.here')}</h3>
          <p className="mt-1 mb-3 text-soft">{t('restore.here-about')}</p>
          <Button onClick={() => setRestoring(true)}>{t('restore.title')}</Button>
        </section>
      )}
      {isOwner && <MoveCard folder={state?.folder ?? ''} />}
    </Part>
  );
}

function Standing({
  state,
  onFailure,
}: {
  state: BackupState;
  onFailure: (failure: Failure | null) => void;
}) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { lastGood, problem, running, sameDisk } = state;
  const [pressed, setPressed] = useState(false);
  const busy = running || pressed;
  const back = async () => {
    if (busy) return;
    setPressed(true);
    const failure = await backUpNow();
    setPressed(false);
    onFailure(failure);
    if (!failure && !useBackup.getState().state?.problem) tellDone(t('backup.made'));
  };
  return (
    <div className="grid gap-4">
      {problem && <FailureNote failure={problem} className="break-words" />}
      <Facts
        facts={[
          [t('backup.last'), lastGood ? format.moment(lastGood.at) : t('backup.last-none')],
          [t('backup.last-sales'), lastGood && format.count(lastGood.sales)],
          [t('backup.last-size'), lastGood && sizeText(lastGood.bytes, i18n.language)],
        ]}
      />
      {sameDisk && (
        <p className="flex items-start gap-2 rounded-lg border border-amber-line bg-amber-soft px-3 py-2 text-amber">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
          {t('backup.same-disk')}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" disabled={busy} onClick={() => void back()}>
          {t('backup.now')}
        </Button>
        <p role="status" className="text-soft">
          {busy && t('backup.running')}
        </p>
      </div>
    </div>
  );
}
