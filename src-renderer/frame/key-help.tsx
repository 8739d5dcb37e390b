import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { keyGroups } from '../helpers/key-map.ts';

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
      {keyGroups.map(({ place, keys }) => (
        <section key={place} aria-labelledby={`keys-${place}`} className="mb-4 last:mb-0">
          <h3 id={`keys-${place}`} className="mb-1 text-sm font-semibold text-soft">
            {t(`keys.place.${place}`)}
          </h3>
          <dl className="grid gap-x-8 sm:grid-cols-2">
            {keys.map(({ cap, text }) => (
              <div
                key={cap}
                className="flex min-h-10 items-center gap-4 border-b border-line py-1.5"
              >
                <dt className="w-20 shrink-0">
                  <KeyCap of={cap} />
                  <span className="sr-only">{cap}</span>
                </dt>
                <dd>{t(`keys.${text}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
