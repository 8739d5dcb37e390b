import { useTranslation } from 'react-i18next';
import { useTill } from '../../stores/till.ts';
import { Part } from './part.tsx';

export function AboutPart() {
  const { t } = useTranslation();
  const till = useTill((store) => store.till);
  if (!till) return null;
  return (
    <Part title={t('settings.about')}>
      <dl className="grid gap-4">
        <div>
          <dt className="text-sm text-soft">{t('settings.data-folder')}</dt>
          <dd className="digits mt-0.5 text-sm break-all select-all">{till.dataFolder}</dd>
          <dd className="mt-1 text-[0.8125rem] text-soft">{t('settings.data-hint')}</dd>
        </div>
        <div>
          <dt className="text-sm text-soft">{t('settings.version')}</dt>
          <dd className="mt-0.5 font-medium">Voltill {till.version}</dd>
        </div>
        <div>
          <dt className="text-sm text-soft">{t('settings.operator')}</dt>
          <dd className="mt-0.5 font-medium">{till.operator?.name}</dd>
        </div>
      </dl>
    </Part>
  );
}
