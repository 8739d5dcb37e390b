import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import { Pill } from '../../components/pill.tsx';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { isUnderWay, useSell } from '../../stores/sell.ts';
import { go } from '../../stores/till.ts';
import { chooseMeter } from '../sell/find.ts';
import type { Doing } from './customer-dialogs.tsx';

interface MeterLineProps {
  meter: Meter;
  open: boolean;
  /** Whether the customer's account is open: a closed one has to be opened first. */
  accountOpen: boolean;
  onToggle: () => void;
  onDo: (doing: Doing) => void;
}

/** A meter: its number, and opened up its configuration and what can be done with it. */
export function MeterLine({ meter, open, accountOpen, onToggle, onDo }: MeterLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  return (
    <li className="rounded-lg border border-line">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={onToggle}
        className="flex min-h-12 w-full items-center gap-3 rounded-lg px-3 py-1.5 text-left hover:bg-raised"
      >
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
          <span className="digits font-medium">{grouped(meter.drn)}</span>
          <span className="text-sm text-soft">{meter.tariffName}</span>
          {meter.closedAt !== null && (
            <Pill text={t(meter.replacedBy ? 'customers.replaced' : 'customers.closed')} />
          )}
          {meter.blind && <Pill look="amber" text={t('meter.blind')} />}
        </span>
        <span className="figures shrink-0 text-right text-sm text-soft max-sm:hidden">
          {meter.lastSale
            ? `${format.money(meter.lastSale.paid)} ${format.when(meter.lastSale.at)}`
            : t('meter.never-sold')}
        </span>
        <ChevronDown
          aria-hidden="true"
          className={`size-5 shrink-0 text-soft ${open ? 'rotate-180' : ''}`}
        />
      </button>
      {open && (
        <div id={id} className="grid gap-4 border-t border-line p-3">
          <ClosedNote meter={meter} />
          <Facts
            facts={[
              [t('meter.sgc'), meter.supplyGroupCode],
              [t('meter.krn'), String(meter.keyRevisionNumber)],
              [t('meter.ti'), String(meter.tariffIndex).padStart(2, '0')],
              [t('meter.ea'), meter.encryptionAlgorithm === 7 ? '07 STA' : '11 MISTY1'],
              [
                t('meter.tct'),
                t(meter.tokenCarrierType === 2 ? 'meter.tct-numeric' : 'meter.tct-card'),
              ],
              [t('customers.since'), format.moment(meter.since)],
            ]}
          />
          <MeterActions meter={meter} accountOpen={accountOpen} onDo={onDo} />
        </div>
      )}
    </li>
  );
}

/** Why nothing is sold to it, and what to do instead. */
function ClosedNote({ meter }: { meter: Meter }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (meter.closedAt === null) return null;
  const when = format.moment(meter.closedAt);
  return (
    <p className="rounded-lg border border-amber-line bg-amber-soft p-3">
      {meter.replacedBy
        ? t('customers.replaced-since', { when, number: grouped(meter.replacedBy.drn) })
        : t('customers.meter-closed-since', { when })}
    </p>
  );
}

function MeterActions({
  meter,
  accountOpen,
  onDo,
}: Pick<MeterLineProps, 'meter' | 'accountOpen' | 'onDo'>) {
  const { t } = useTranslation();
  const selling = useSell(({ attempt }) => isUnderWay(attempt));
  if (meter.closedAt !== null) {
    if (meter.replacedBy || !accountOpen) return null;
    return (
      <div>
        <Button onClick={() => onDo({ what: 'reopen-meter', meter })}>
          {t('customers.reopen-meter')}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        look="primary"
        disabled={selling}
        onClick={() => {
          chooseMeter(meter);
          go('sell');
        }}
      >
        {t('customers.sell')}
      </Button>
      <Button onClick={() => onDo({ what: 'edit-meter', meter })}>
        {t('customers.edit-meter')}
      </Button>
      <Button onClick={() => onDo({ what: 'move', meter })}>{t('customers.move')}</Button>
      <Button onClick={() => onDo({ what: 'replace', meter })}>{t('customers.replace')}</Button>
      <Button look="quiet" onClick={() => onDo({ what: 'close-meter', meter })}>
        {t('customers.close-meter')}
      </Button>
    </div>
  );
}
