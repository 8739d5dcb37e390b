import { CalendarClock, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Tariff } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import { ask } from '../../bridge/door.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { tariffFacts } from './tariff-facts.ts';

type Version = Output<'tariffs.versions'>[number];

/** What a price is going to be, in view; what it was, for whoever wants to know. */
export function TariffVersions({ tariff }: { tariff: Tariff }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [versions, setVersions] = useState<readonly Version[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    void ask('tariffs.versions', { tariffId: tariff.id }).then((answer) => {
      if (answer.ok) setVersions(answer.value);
      else setFailure(answer.error);
    });
  }, [tariff.id]);
  const now = versions.find(({ state }) => state === 'in-force');
  // The next one first.
  const planned = versions.filter(({ state }) => state === 'planned').toReversed();
  const past = versions.filter(({ state }) => state === 'past');
  return (
    <>
      {failure && <FailureNote failure={failure} className="mt-3" />}
      {now && (
        <p className="mt-1 text-sm">{t('tariff.since', { when: format.moment(now.validFrom) })}</p>
      )}
      <ul>
        {planned.map((version) => (
          <li
            key={version.versionId}
            className="mt-3 flex gap-3 rounded-lg bg-accent-soft px-3 py-2 text-sm"
          >
            <CalendarClock aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent" />
            <div>
              <p className="font-semibold text-accent">
                {t('tariff.planned', { when: format.moment(version.validFrom) })}
              </p>
              <p className="figures">{tariffFacts(version, t, format).join(' \u00b7 ')}</p>
            </div>
          </li>
        ))}
      </ul>
      {past.length > 0 && (
        <details className="group mt-1">
          <summary className="flex min-h-11 list-none items-center gap-1 text-sm font-medium text-soft hover:text-ink">
            <ChevronRight
              aria-hidden="true"
              className="size-5 transition-transform group-open:rotate-90"
            />
            {t('tariff.history', { name: tariff.name })}
          </summary>
          <ul>
            {past.map((version) => (
              <li key={version.versionId} className="figures border-t border-line py-2 text-sm">
                <p className="font-medium">
                  {t('tariff.since', { when: format.moment(version.validFrom) })}
                </p>
                <p className="text-soft">{tariffFacts(version, t, format).join(' \u00b7 ')}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
