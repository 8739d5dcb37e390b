import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFile } from '../../../src-shared/contract/customer-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { CustomerDialogs, type Doing } from './customer-dialogs.tsx';
import { CustomerHead } from './customer-head.tsx';
import { CustomerHistory } from './customer-history.tsx';
import { CustomerMeters } from './customer-meters.tsx';
import { DebtsPanel } from './debts-panel.tsx';

interface CustomerPanelProps {
  customerId: number;
  /** Something about this customer or their meters is different now. */
  onChanged: () => void;
  /** Goes on with another customer. */
  onOpen: (customerId: number) => void;
  onClose: () => void;
}

/** A customer: who they are, their meters, what they owe, what they bought. */
export function CustomerPanel({ customerId, onChanged, onOpen, onClose }: CustomerPanelProps) {
  const { t } = useTranslation();
  const [file, setFile] = useState<CustomerFile | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const load = useCallback(async () => {
    const answer = await ask('customers.get', { customerId });
    if (answer.ok) setFile(answer.value);
    else setFailure(answer.error);
  }, [customerId]);
  useEffect(() => void load(), [load]);
  if (!file) {
    if (failure) return <FailureNote failure={failure} className="self-start" />;
    return <p className="p-4 text-soft">{t('loading')}</p>;
  }
  const done = (changed: CustomerFile) => {
    setDoing(null);
    onChanged();
    if (changed.customer.id === customerId) setFile(changed);
    // The meter is with somebody else now; this customer is still the one that is looked at.
    else if (doing?.what === 'move') void load();
    else onOpen(changed.customer.id);
  };
  return (
    <Card aria-labelledby="customer" className="min-h-0 overflow-auto">
      <CustomerHead file={file} onDo={setDoing} onOpen={onOpen} onClose={onClose} />
      <CustomerMeters file={file} onDo={setDoing} />
      <DebtsPanel
        key={`debts of ${file.customer.id}`}
        customerId={file.customer.id}
        open={file.customer.closedAt === null}
      />
      <CustomerHistory key={file.customer.id} file={file} />
      {doing && (
        <CustomerDialogs file={file} doing={doing} onDone={done} onClose={() => setDoing(null)} />
      )}
    </Card>
  );
}
