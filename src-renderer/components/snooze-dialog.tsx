import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../src-shared/contract/alarm-shapes.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { snoozeAlarm } from '../stores/alarms.ts';
import { tellDone } from '../stores/notices.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureNote } from './failure-note.tsx';
import { Field } from './field.tsx';

/** Asks why an alarm is put off, and puts it off for a day. */
export default function SnoozeDialog({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useId();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const given = reason.trim() !== '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!given || busy) return;
    setBusy(true);
    const problem = await snoozeAlarm(alarm.id, reason);
    setBusy(false);
    setFailure(problem);
    if (problem) return;
    tellDone(t('alarms.put-off-done'));
    onClose();
  };
  return (
    <Dialog
      title={t('alarms.remind-title')}
      onClose={onClose}
      actions={
        <>
          <Button shortcut="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            shortcut="Enter"
            disabled={!given || busy}
          >
            {t('alarms.put-off')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="grid gap-4">
        <p className="font-medium">{alarm.message}</p>
        <p className="text-soft">{t('alarms.remind-about')}</p>
        <Field
          data-first
          label={t('alarms.reason')}
          hint={t('alarms.reason-hint')}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {failure && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}
