import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { askApproved, isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';

/** Opens the cash drawer without a sale: the reason comes first. */
export function DrawerDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const said = reason.trim() !== '';
  const open = async () => {
    if (!said || busy) return;
    setBusy(true);
    const answer = await askApproved('drawer.open', { reason });
    setBusy(false);
    if (!answer.ok) {
      setFailure(isUnapproved(answer.error) ? null : answer.error);
      return;
    }
    tellDone(t('paper.drawer.opened'));
    onClose();
  };
  return (
    <FormDialog
      title={t('paper.drawer.open')}
      submit={t('paper.drawer.open')}
      disabled={busy || !said}
      failure={failure}
      onSubmit={() => void open()}
      onClose={onClose}
    >
      <p className="text-soft">{t('paper.drawer.open-about')}</p>
      <Field
        data-first
        label={t('paper.drawer.reason')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
