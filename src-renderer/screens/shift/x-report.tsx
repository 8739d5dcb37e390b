import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Slip } from '../../components/slip.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { askApproved, isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';

/** How the shift stands, as the slip that is printed of it. */
export function XReport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [document, setDocument] = useState<ReceiptDocument | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = useRef(false);
  useEffect(() => {
    // Asked for once: each time somebody may have to approve.
    if (asked.current) return;
    asked.current = true;
    void askApproved('shift.xReport', {}).then((answer) => {
      if (answer.ok) setDocument(answer.value.document);
      else if (isUnapproved(answer.error)) onClose();
      else setFailure(answer.error);
    });
  }, [onClose]);
  const print = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await askApproved('shift.printX', {});
    setBusy(false);
    setFailure(answer.ok || isUnapproved(answer.error) ? null : answer.error);
    if (answer.ok) tellDone(t('shift.printed'));
  };
  if (!document && !failure) return null;
  return (
    <Dialog
      title={t('shift.x')}
      onClose={onClose}
      actions={
        <>
          {document && <PrintButton busy={busy} onPrint={() => void print()} />}
          <Button look="primary" shortcut="Esc" data-first onClick={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      {failure && <FailureNote failure={failure} className="mb-4" />}
      {document && (
        <div className="rounded-lg bg-canvas p-5">
          <Slip document={document} />
        </div>
      )}
    </Dialog>
  );
}

/** With its key, which counts in a dialog only. */
function PrintButton({ busy, onPrint }: { busy: boolean; onPrint: () => void }) {
  const { t } = useTranslation();
  useKeys('dialog', {
    F5: () => {
      onPrint();
      return true;
    },
  });
  return (
    <Button shortcut="F5" disabled={busy} onClick={onPrint}>
      {t('shift.print')}
    </Button>
  );
}
