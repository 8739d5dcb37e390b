import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { WaitingSlip } from '../../../src-shared/contract/waiting-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { saveFile } from '../../helpers/save-file.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { tellDone, tellFailure } from '../../stores/notices.ts';
import { refreshWaiting, usePrinter } from '../../stores/printer.ts';
import { useTill } from '../../stores/till.ts';

/** Slips that could not be printed: what is in the way, and the ways around it. Nothing where none waits. */
export function WaitingSlips() {
  const { t } = useTranslation();
  const waiting = usePrinter((store) => store.waiting);
  const count = usePrinter(({ state }) => state?.waiting ?? 0);
  const problem = usePrinter(({ state }) => state?.problem?.code ?? null);
  const [forgetting, setForgetting] = useState<WaitingSlip | null>(null);
  // How many there are, and what is in the way, says when the list is another.
  useEffect(() => {
    if (count >= 0 || problem) void refreshWaiting();
  }, [count, problem]);
  if (waiting.length === 0) return null;
  return (
    <Card aria-labelledby="waiting-slips" className="max-h-[50%] shrink-0 overflow-auto">
      <h2 id="waiting-slips" className="px-5 pt-4 pb-2 text-lg font-semibold">
        {t('paper.waiting.title')}
      </h2>
      <ul>
        {waiting.map((slip) => (
          <li key={slip.id} className="border-t border-line px-5 py-3">
            <Waiting slip={slip} onForget={() => setForgetting(slip)} />
          </li>
        ))}
      </ul>
      {forgetting && <ForgetDialog slip={forgetting} onClose={() => setForgetting(null)} />}
    </Card>
  );
}

function Waiting({ slip, onForget }: { slip: WaitingSlip; onForget: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const spare = useTill(({ till }) => till?.shop?.sparePrinter.kind ?? 'none');
  const [busy, setBusy] = useState(false);
  /** Why it could not be printed just now. */
  const [failure, setFailure] = useState<Failure | null>(null);
  const { id, kind, title } = slip;

  const print = async (where: 'printer' | 'spare') => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('slips.print', { id, where });
    setBusy(false);
    if (!answer.ok) setFailure(answer.error);
    await refreshWaiting();
    // One that waits no longer takes what is said at it along.
    if (!answer.ok && answer.error.code === 'slip.gone') tellFailure(answer.error);
    if (answer.ok) tellDone(t(answer.value.copy ? 'slip.printed-copy' : 'slip.printed'));
  };
  const save = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('slips.file', { id });
    setBusy(false);
    await refreshWaiting();
    if (!answer.ok) tellFailure(answer.error);
    else saveFile(answer.value.fileName, answer.value.base64, 'application/pdf');
  };

  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">{t(`paper.waiting.kind.${kind}`, { title })}</span>
        <span className="figures text-sm text-soft">{format.moment(slip.since)}</span>
      </p>
      {failure ? (
        <p role="alert" className="mt-1 text-sm font-semibold text-red">
          {failure.message}
        </p>
      ) : (
        <p className="mt-1 text-sm">{slip.problem.message}</p>
      )}
      <p className="text-sm text-soft">
        {t(slip.byItself ? 'paper.waiting.by-itself' : 'paper.waiting.by-hand')}{' '}
        {slip.torn && t('paper.waiting.torn')}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button disabled={busy} onClick={() => void print('printer')}>
          {t('paper.waiting.print')}
        </Button>
        {spare !== 'none' && (
          <Button disabled={busy} onClick={() => void print('spare')}>
            {t('paper.waiting.spare')}
          </Button>
        )}
        <Button disabled={busy} onClick={() => void save()}>
          {t('slip.pdf')}
        </Button>
        <Button look="quiet" disabled={busy} onClick={onForget}>
          {t('paper.waiting.forget')}
        </Button>
      </div>
    </>
  );
}

function ForgetDialog({ slip, onClose }: { slip: WaitingSlip; onClose: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const forget = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('slips.forget', { id: slip.id });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    await refreshWaiting();
    onClose();
  };
  return (
    <FormDialog
      title={t('paper.waiting.forget-title')}
      submit={t('paper.waiting.forget')}
      look="danger"
      disabled={busy}
      failure={failure}
      onSubmit={() => void forget()}
      onClose={onClose}
    >
      <p className="font-semibold">{t(`paper.waiting.kind.${slip.kind}`, { title: slip.title })}</p>
      <p className="text-soft">{t('paper.waiting.forget-about')}</p>
    </FormDialog>
  );
}
