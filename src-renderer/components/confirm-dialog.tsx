import type { Answer } from '../../src-shared/contract/failure.ts';
import { FormDialog } from './form-dialog.tsx';
import { useActing } from './use-acting.ts';

interface ConfirmDialogProps<Value> {
  title: string;
  /** What follows from it. */
  about: string;
  submit: string;
  look?: 'primary' | 'danger';
  act: () => Promise<Answer<Value>>;
  /** What is told when it is done. */
  done: string;
  onDone: (value: Value) => void;
  onClose: () => void;
}

/** Asks once, in words that name the consequence. */
export function ConfirmDialog<Value>(props: ConfirmDialogProps<Value>) {
  const { title, about, submit, look = 'danger', act, done, onDone, onClose } = props;
  const { busy, failure, run } = useActing(onDone);
  return (
    <FormDialog
      title={title}
      submit={submit}
      look={look}
      disabled={busy}
      failure={failure}
      onSubmit={() => void run(act, () => done)}
      onClose={onClose}
    >
      <p>{about}</p>
    </FormDialog>
  );
}
