import type { CustomerFile } from '../../../src-shared/contract/customer-shapes.ts';
import type { Answer } from '../../../src-shared/contract/failure.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useActing } from './use-acting.ts';

interface ConfirmDialogProps {
  title: string;
  /** What follows from it. */
  about: string;
  submit: string;
  look?: 'primary' | 'danger';
  act: () => Promise<Answer<CustomerFile>>;
  /** What is told when it is done. */
  done: string;
  onDone: (file: CustomerFile) => void;
  onClose: () => void;
}

/** Asks once, in words that name the consequence. */
export function ConfirmDialog(props: ConfirmDialogProps) {
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
