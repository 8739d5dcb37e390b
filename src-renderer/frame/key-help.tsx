import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { KeyCap } from '../components/key-cap.tsx';

const keys = [
  ['Enter', 'enter'],
  ['Esc', 'escape'],
  ['\u2191 \u2193', 'arrows'],
  ['F1', 'f1'],
  ['F2', 'f2'],
  ['F3', 'f3'],
  ['F4', 'f4'],
  ['F5', 'f5'],
  ['F6', 'f6'],
  ['F7', 'f7'],
  ['F8', 'f8'],
  ['F9', 'f9'],
  ['F10', 'f10'],
  ['F12', 'f12'],
  ['Alt 1\u20136', 'quick'],
  ['Alt 7\u20130', 'payment'],
  ['Alt C', 'cash'],
  ['Alt S', 'open-shift'],
  ['Alt R', 'refund'],
  ['Alt W', 'explain'],
  ['Alt N', 'add'],
  ['Alt A', 'alarm'],
  ['Alt P', 'person'],
  ['Ctrl C', 'copy'],
  ['Ctrl S', 'save'],
  ['Ctrl L', 'lock'],
] as const;

/** Every key of the till on one sheet. */
export default function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      wide
      title={t('keys.title')}
      onClose={onClose}
      actions={
        <Button look="primary" shortcut="Esc" data-first onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {keys.map(([key, name]) => (
          <div key={key} className="flex min-h-10 items-center gap-4 border-b border-line py-1.5">
            <dt className="w-20 shrink-0">
              <KeyCap of={key} />
              <span className="sr-only">{key}</span>
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
