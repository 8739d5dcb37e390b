import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenceLoad } from '../../../src-shared/contract/licence-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useTransactions } from '../../i18n/use-transactions.ts';
import { useLicences } from '../../stores/licences.ts';
import { tellDone, tellFailure } from '../../stores/notices.ts';
import { useTill } from '../../stores/till.ts';

/** What became of a licence: the counter before and after, or why not. */
export function LicenceResult({
  load: first,
  onStartOver,
}: {
  /** As it was answered. */
  load: LicenceLoad;
  onStartOver: () => void;
}) {
  const { t } = useTranslation();
  const count = useTransactions();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const listed = useLicences(({ loads }) => loads?.find(({ id }) => id === first.id));
  // What is not known yet becomes known while one looks; what is known stays as it is.
  const load = first.state === 'asked' ? (listed ?? first) : first;
  const printer = useTill(({ till }) => till?.shop?.printer.kind ?? 'none');
  const [printing, setPrinting] = useState(false);
  const print = async () => {
    if (printing) return;
    setPrinting(true);
    const answer = await ask('slip.printLicence', { id: load.id, copy: false });
    setPrinting(false);
    if (answer.ok) tellDone(t('slip.printed'));
    else tellFailure(answer.error);
  };
  const { counterBefore, counterAfter, reissued } = load;
  const figures = [
    ['before', count(counterBefore)],
    ['after', counterAfter === null ? null : count(counterAfter)],
    ['reissued', reissued === null || reissued === 0 ? null : count(reissued)],
  ] as const;
  return (
    <>
      {load.problem && <FailureNote failure={load.problem} />}
      {load.state === 'loaded' && (
        <p role="status" className="flex items-center gap-2 font-semibold text-accent">
          <CircleCheck aria-hidden="true" className="size-5" />
          {t('licence.done')}
        </p>
      )}
      <dl className="flex flex-wrap gap-x-10 gap-y-2">
        {figures.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt className="text-[0.8125rem] text-soft">{t(`licence.${name}`)}</dt>
              <dd className="figures text-2xl font-semibold">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <div className="flex flex-wrap gap-3">
        {load.state === 'loaded' && printer !== 'none' && (
          <Button disabled={printing} onClick={() => void print()}>
            {t('paper.licence-slip')}
          </Button>
        )}
        <Button ref={next} onClick={onStartOver}>
          {t('licence.another')}
        </Button>
      </div>
    </>
  );
}
