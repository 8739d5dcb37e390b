import { useState } from 'react';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { readAmount } from '../helpers/amount.ts';
import { isUnapproved } from '../stores/approval.ts';
import { Field } from './field.tsx';
import { FormDialog } from './form-dialog.tsx';
import { MoneyField } from './money-field.tsx';

interface AmountDialogProps {
  title: string;
  /** What follows from it. */
  about: string;
  /** What the button does, in words. */
  submit: string;
  look?: 'primary' | 'danger';
  /** Null where it is about all there is. `signed`: whether less than nothing can be said. */
  amount: { readonly label: string; readonly digits: number; readonly signed?: boolean } | null;
  reason: {
    readonly label: string;
    readonly hint?: string;
    /** What is said where there is none; null where none is needed. */
    readonly missing: string | null;
    readonly placeholder?: string;
  };
  /** Does it; answers why not, or null. However often it is pressed, the till sees the same request. */
  move: (request: MoveRequest) => Promise<Failure | null>;
  onClose: () => void;
}

export interface MoveRequest {
  readonly requestId: string;
  /** In the units that `digits` says; 0 where none was asked for. */
  readonly amount: number;
  readonly reason: string;
}

/** An amount that moves, and why. */
export function AmountDialog(props: AmountDialogProps) {
  const { title, about, submit, look = 'primary', amount: asked, reason, move, onClose } = props;
  const [requestId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState('');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = readAmount(text, asked?.digits ?? 0, { signed: asked?.signed ?? false });
  const problem = !asked ? null : read.ok ? (read.value === 0 ? 'zero' : null) : read.error;
  const said = reason.missing === null || typed.trim() !== '';
  const confirm = async () => {
    setTried(true);
    if (busy || problem || !said) return;
    setBusy(true);
    const refused = await move({
      requestId,
      amount: asked && read.ok ? read.value : 0,
      reason: typed,
    });
    setBusy(false);
    if (refused) setFailure(isUnapproved(refused) ? null : refused);
    else onClose();
  };
  return (
    <FormDialog
      title={title}
      submit={submit}
      look={look}
      disabled={busy}
      failure={failure}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      <p className="text-soft">{about}</p>
      {asked && (
        <MoneyField
          data-first
          label={asked.label}
          value={text}
          problem={tried ? problem : null}
          onChange={setText}
          className="max-w-60"
        />
      )}
      <Field
        {...(asked ? {} : { 'data-first': true })}
        label={reason.label}
        hint={reason.hint}
        placeholder={reason.placeholder}
        maxLength={200}
        value={typed}
        problem={tried && !problem && !said ? reason.missing : null}
        onChange={(event) => setTyped(event.target.value)}
      />
    </FormDialog>
  );
}
