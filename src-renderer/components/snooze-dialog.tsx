import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../src-shared/contract/alarm-shapes.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { snoozeAlarm } from '../stores/alarms.ts';
import { tellDone } from '../stores/notices.ts';
import { Field } from './field.tsx';
import { FormDialog } from './form-dialog.tsx';

/** Asks why an alarm is put off, and puts it off for a day. */
export default function SnoozeDialog({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const given = reason.trim() !== '';
  const submit = async () => {
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
    <FormDialog
      title={t('alarms.remind-title')}
      submit={t('alarms.put-off')}
      disabled={!given || busy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
