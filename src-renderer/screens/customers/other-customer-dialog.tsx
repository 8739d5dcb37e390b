import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFile, CustomerLine } from '../../../src-shared/contract/customer-shapes.ts';
import type { Answer, Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { useActing } from '../../components/use-acting.ts';
import { latestOnly } from '../../helpers/latest.ts';
import { CustomerRow } from './customer-row.tsx';

interface OtherCustomerDialogProps {
  title: string;
  /** What follows from it. */
  about: string;
  submit: string;
  /** The customer it is about, who cannot be chosen. */
  not: number;
  act: (customerId: number) => Promise<Answer<CustomerFile>>;
  /** What is told when it is done. */
  done: (name: string) => string;
  onDone: (file: CustomerFile) => void;
  onClose: () => void;
}

const MOST = 8;

/** Something that takes another customer: found by what is typed, chosen from those found. */
export function OtherCustomerDialog(props: OtherCustomerDialogProps) {
  const { title, about, submit, not, act, done, onDone, onClose } = props;
  const { t } = useTranslation();
  const { busy, failure, run } = useActing(onDone);
  const around = useArrowsAmongRows<HTMLDivElement>();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly CustomerLine[] | null>(null);
  const [unfound, setUnfound] = useState<Failure | null>(null);
  const [chosen, setChosen] = useState<CustomerLine | null>(null);
  const finder = useRef(
    latestOnly(
      (wanted: string) => ask('customers.find', { text: wanted, limit: MOST }),
      (_, answer) => {
        setUnfound(answer.ok ? null : answer.error);
        // Nothing is given to an account that is closed.
        const open = answer.ok ? answer.value.filter((line) => line.closedAt === null) : null;
        setFound(open?.filter((line) => line.id !== not) ?? null);
      },
    ),
  );
  const type = (wanted: string) => {
    setText(wanted);
    setChosen(null);
    if (wanted.trim() !== '') finder.current.send(wanted);
    else {
      finder.current.drop();
      setFound(null);
      setUnfound(null);
    }
  };
  return (
    <FormDialog
      title={title}
      submit={submit}
      disabled={busy || !chosen}
      failure={failure ?? unfound}
      onSubmit={() => {
        if (!chosen) return;
        void run(
          () => act(chosen.id),
          ({ customer }) => done(customer.name || t('meter.nameless')),
        );
      }}
      onClose={onClose}
    >
      <p>{about}</p>
      <div ref={around} className="grid gap-2">
        <Field
          data-first
          data-swipe="here"
          label={t('customers.other')}
          placeholder={t('customers.search')}
          maxLength={200}
          value={text}
          onChange={(event) => type(event.target.value)}
        />
        {found?.length === 0 && <p className="text-soft">{t('customers.not-found', { text })}</p>}
        <ul>
          {found?.map((line) => (
            <li key={line.id}>
              <CustomerRow
                line={line}
                here={chosen?.id === line.id}
                onOpen={() => setChosen(line)}
              />
            </li>
          ))}
        </ul>
      </div>
    </FormDialog>
  );
}
