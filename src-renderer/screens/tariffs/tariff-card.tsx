import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tariff } from '../../../src-shared/contract/pricing-shapes.ts';
import { Button } from '../../components/button.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { tariffFacts } from './tariff-facts.ts';
import { TariffVersions } from './tariff-versions.tsx';

interface TariffCardProps {
  tariff: Tariff;
  /** How often something was saved: after each time its versions are read anew. */
  saves: number;
  onChange: () => void;
}

/** One price: what it is now, what is planned, and what it was. */
export function TariffCard({ tariff, saves, onChange }: TariffCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useId();
  return (
    <li aria-labelledby={name} className="rounded-lg border border-line p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <p className="flex min-h-11 flex-wrap items-center gap-2">
          <span id={name} className="text-lg font-semibold">
            {tariff.name}
          </span>
          {tariff.priceClass !== '' && <Tag text={tariff.priceClass} />}
          {tariff.resource !== 'electricity' && <Tag text={t(`resource.${tariff.resource}`)} />}
        </p>
        <Button aria-label={t('tariff.edit', { name: tariff.name })} onClick={onChange}>
          {t('tariff.change')}
        </Button>
      </div>
      <p className="figures text-sm text-soft">{tariffFacts(tariff, t, format).join(' \u00b7 ')}</p>
      <TariffVersions key={saves} tariff={tariff} />
    </li>
  );
}

function Tag({ text }: { text: string }) {
  return (
    <span className="rounded-full border border-line px-2.5 py-0.5 text-xs text-soft">{text}</span>
  );
}
