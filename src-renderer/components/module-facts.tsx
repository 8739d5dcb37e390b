import { useTranslation } from 'react-i18next';
import type { ModuleStatus } from '../../src-shared/contract/shapes.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useTransactions } from '../i18n/use-transactions.ts';
import { FailureNote } from './failure-note.tsx';

/** What a security module says about itself; what is not known is left out. */
export function ModuleFacts({ module }: { module: ModuleStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const transactions = useTransactions();
  const difference = module.clockDifference;
  const facts = [
    [t('module.link'), module.link.kind === 'built-in' ? t('link.built-in') : module.linkName],
    [t('module.id'), module.moduleId],
    [t('module.firmware'), module.firmwareId],
    [
      t('module.transactions'),
      module.transactionsLeft === null ? null : transactions(module.transactionsLeft),
    ],
    [
      t('module.clock'),
      difference === null
        ? null
        : Math.abs(difference) < 2
          ? t('module.clock-right')
          : t('module.clock-off', { count: difference }),
    ],
    [t('module.keys'), module.state === 'ready' ? format.count(module.registers.length) : null],
  ] as const;
  return (
    <>
      <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold">
        <span
          aria-hidden="true"
          className={`size-2.5 rounded-full ${module.state === 'ready' ? 'bg-accent' : module.state === 'looking' ? 'bg-amber' : 'bg-red'}`}
        />
        {t(`module.state.${module.state}`)}
        {module.emulated && (
          <span className="rounded-full border border-amber-line bg-amber-soft px-2.5 py-0.5 text-xs font-medium text-amber">
            {t('module.emulated')}
          </span>
        )}
      </p>
      <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt className="text-[0.8125rem] text-soft">{name}</dt>
              <dd className="figures font-medium break-all">{value}</dd>
            </div>
          ),
        )}
      </dl>
      {module.hardware && (
        <p className="mt-3">
          {t(`hardware.${module.hardware.advice}.what`)}{' '}
          <span className="text-soft">{t(`hardware.${module.hardware.advice}.do`)}</span>
        </p>
      )}
      {module.problem && <FailureNote failure={module.problem} className="mt-4" />}
    </>
  );
}
