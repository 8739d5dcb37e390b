import { useTranslation } from 'react-i18next';
import { useMay } from '../stores/people.ts';
import { goToSettings } from '../stores/settings-part.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { SlipView } from './slip-view.tsx';

interface SlipDialogProps {
  saleId: number;
  copy: boolean;
  noPrinter: boolean;
  onClose: () => void;
}

/** The slip on the screen; where there is no printer, also the way to one. */
export default function SlipDialog({ saleId, copy, noPrinter, onClose }: SlipDialogProps) {
  const { t } = useTranslation();
  const maySetUp = useMay('manage-shop');
  return (
    <Dialog
      title={t('slip.preview-title')}
      onClose={onClose}
      actions={
        <>
          {noPrinter && maySetUp && (
            <Button onClick={() => goToSettings('slip')}>{t('slip.set-up-printer')}</Button>
          )}
          <Button look="primary" shortcut="Esc" data-first onClick={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      {noPrinter && <p className="mb-4 text-soft">{t('slip.no-printer')}</p>}
      <div className="rounded-lg bg-canvas p-5">
        <SlipView saleId={saleId} copy={copy} />
      </div>
    </Dialog>
  );
}
