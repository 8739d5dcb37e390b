import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../src-shared/contract/failure.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import { ask } from '../bridge/door.ts';
import { FailureNote } from './failure-note.tsx';
import { Slip } from './slip.tsx';

/** The slip of a sale, as the till would print it now. */
export function SlipView({ saleId, copy }: { saleId: number; copy: boolean }) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Answer<ReceiptDocument> | null>(null);
  useEffect(() => {
    let gone = false;
    setAnswer(null);
    void ask('slip.preview', { saleId, copy }).then((next) => {
      if (!gone) setAnswer(next);
    });
    return () => {
      gone = true;
    };
  }, [saleId, copy]);
  if (!answer) return <p className="py-8 text-center text-soft">{t('loading')}</p>;
  return answer.ok ? <Slip document={answer.value} /> : <FailureNote failure={answer.error} />;
}
