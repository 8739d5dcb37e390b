import { useTranslation } from 'react-i18next';
import type { RestoreLook } from '../../../src-shared/contract/backup-shapes.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { fileName } from './file-name.ts';

interface CopyChoiceProps {
  looks: readonly RestoreLook[];
  onChoose: (look: RestoreLook) => void;
}

/** The copies that were found, the latest first. */
export function CopyChoice({ looks, onChoose }: CopyChoiceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <h3 className="font-semibold">{t('restore.list')}</h3>
      <ul aria-label={t('restore.choose')} className="mt-2 grid gap-2">
        {looks.map((look) => (
          <li key={look.file}>
            <button
              type="button"
              onClick={() => onChoose(look)}
              className="flex min-h-14 w-full flex-wrap items-center gap-x-4 gap-y-1 rounded-lg border border-edge bg-surface px-4 py-2 text-left hover:border-accent hover:bg-accent-soft"
            >
              <span className="figures min-w-0 flex-1 basis-56">
                <span className="block font-semibold">
                  {look.madeAt ? format.moment(look.madeAt) : fileName(look.file)}
                </span>
                <span className="block text-sm break-words text-soft">
                  {look.shopName ?? fileName(look.file)}
                </span>
              </span>
              <span className="text-sm text-soft">
                {look.training !== null && t(look.training ? 'restore.training' : 'restore.live')}
              </span>
              {look.kind === 'move' && (
                <span className="text-sm text-soft">{t('restore.move')}</span>
              )}
              {look.encrypted && (
                <span className="text-sm font-medium text-amber">{t('restore.locked')}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
