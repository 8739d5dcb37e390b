import { LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { TokenExplanation } from '../../../src-shared/contract/token-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { MeterPicker } from '../../components/meter-picker.tsx';
import { unbroken } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { stopExplaining } from '../../stores/explain.ts';
import { go } from '../../stores/till.ts';
import { ComparedDigits } from './compared-digits.tsx';

interface ExplainDialogProps {
  token: string;
  /** Null where nobody has said which meter refused it. */
  meterId: number | null;
}

/** Why a meter is likely to refuse a token, and what to do about it. */
export default function ExplainDialog({ token, meterId }: ExplainDialogProps) {
  const { t } = useTranslation();
  const [meter, setMeter] = useState(meterId);
  const [explained, setExplained] = useState<TokenExplanation | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let here = true;
    setExplained(null);
    setFailure(null);
    void ask('tokens.explain', { token, meterId: meter }).then((answer) => {
      if (!here) return;
      if (answer.ok) setExplained(answer.value);
      else setFailure(answer.error);
    });
    return () => {
      here = false;
    };
  }, [token, meter]);
  const shown = explained?.newer ?? explained?.sold ?? null;
  return (
    <Dialog
      wide
      title={t('explain.title')}
      onClose={stopExplaining}
      actions={
        <>
          {shown && (
            <Button
              onClick={() => {
                stopExplaining();
                go('sales', shown.saleId);
              }}
            >
              {t('explain.show', { number: shown.receiptNumber })}
            </Button>
          )}
          <Button look="primary" shortcut="Esc" data-first onClick={stopExplaining}>
            {t('close')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {!explained && !failure && (
          <p role="status" className="flex items-center gap-2 py-6">
            <LoaderCircle aria-hidden="true" className="size-5 animate-spin text-accent" />
            {t('explain.asking')}
          </p>
        )}
        {failure && <FailureNote failure={failure} />}
        {explained && <Explained explained={explained} onMeter={setMeter} />}
      </div>
    </Dialog>
  );
}

function Explained({
  explained,
  onMeter,
}: {
  explained: TokenExplanation;
  onMeter: (meterId: number) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { cause, digits, meter, sold, newer, wrongDigits } = explained;
  const slip = sold
    ? `${sold.receiptNumber} \u00b7 ${format.moment(sold.at)} \u00b7 ${sold.customerName || unbroken(sold.drn)}`
    : null;
  return (
    <>
      <ComparedDigits typed={digits} right={sold?.digits ?? null} wrong={wrongDigits} />
      <div role="status" className="rounded-lg border border-accent/40 bg-accent-soft px-4 py-3">
        <p className="font-semibold">{cause.message}</p>
        <p className="mt-1">{cause.hint}</p>
      </div>
      {!meter && (
        <MeterPicker
          label={t('explain.meter')}
          hint={t('explain.meter-hint')}
          onPick={({ id }) => onMeter(id)}
        />
      )}
      <Facts
        facts={[
          [
            t('explain.for'),
            meter && `${meter.customerName || t('meter.nameless')} \u00b7 ${unbroken(meter.drn)}`,
          ],
          [t('explain.slip'), slip],
          [t('explain.newer'), newer && `${newer.receiptNumber} \u00b7 ${format.moment(newer.at)}`],
        ]}
      />
      <p className="text-[0.8125rem] text-soft">{t('explain.spends-nothing')}</p>
    </>
  );
}
