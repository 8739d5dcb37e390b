import { RefreshCw, Usb } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundPort } from '../../src-shared/contract/shapes.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import { useArrowsAmongRows } from './rows.ts';
import { usePorts } from './use-ports.ts';

/** The modules on this computer's ports. One that is plugged in while the list is open appears by itself. */
export function ModuleSearch({ onChoose }: { onChoose: (port: FoundPort) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { ports, failure, looking, lookAgain } = usePorts();
  const rows = useArrowsAmongRows<HTMLDivElement>();
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line">
      <div className="flex flex-wrap items-center justify-between gap-2 py-1 pr-1 pl-4">
        <h2 id={id} className="font-semibold">
          {t('search.title')}
        </h2>
        <Button
          look="quiet"
          disabled={looking}
          icon={
            <RefreshCw aria-hidden="true" className={`size-4 ${looking ? 'animate-spin' : ''}`} />
          }
          onClick={lookAgain}
        >
          {t('search.again')}
        </Button>
      </div>
      {failure && <FailureNote failure={failure} className="m-3" />}
      <div ref={rows} aria-live="polite" className="max-h-56 overflow-auto">
        {!ports && !failure && <p className="px-4 pb-3 text-soft">{t('search.looking')}</p>}
        {ports?.length === 0 && (
          <div className="px-4 pb-3">
            <p>{t('search.none')}</p>
            <p className="text-sm text-soft">{t('search.none-hint')}</p>
          </div>
        )}
        {ports?.map((port) => (
          <PortRow key={pathOf(port)} port={port} onChoose={() => onChoose(port)} />
        ))}
      </div>
    </section>
  );
}

function PortRow({ port, onChoose }: { port: FoundPort; onChoose: () => void }) {
  const { t } = useTranslation();
  const { module, description, inUse } = port;
  const path = pathOf(port);
  const about = module.hardware
    ? t(`hardware.${module.hardware.advice}.what`)
    : (module.problem?.message ?? '');
  const title = module.moduleId ? t('search.module', { id: module.moduleId }) : description || path;
  const where = [
    module.firmwareId,
    module.moduleId ? description : null,
    title === path ? null : path,
  ];
  return (
    <button
      type="button"
      data-row=""
      onClick={onChoose}
      className="flex min-h-14 w-full items-center gap-3 border-t border-line px-4 py-2 text-left hover:bg-accent-soft"
    >
      <Usb
        aria-hidden="true"
        className={`size-5 shrink-0 ${module.state === 'ready' ? 'text-accent' : 'text-soft'}`}
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span className="figures font-semibold">{title}</span>
          <span className="text-sm break-all text-soft">
            {where.filter((part) => part).join(' · ')}
          </span>
        </span>
        <span className="block text-sm text-soft">{about}</span>
      </span>
      {inUse && (
        <span className="shrink-0 rounded-full border border-line bg-raised px-2.5 py-0.5 text-xs font-medium">
          {t('search.in-use')}
        </span>
      )}
    </button>
  );
}

function pathOf({ link, module }: FoundPort): string {
  return link.kind === 'serial' ? link.path : module.linkName;
}
