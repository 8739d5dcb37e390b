import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureNote } from './failure-note.tsx';

interface FormDialogProps {
  title: string;
  /** What the button does, in words. */
  submit: string;
  look?: 'primary' | 'danger';
  /** Whether the button cannot be pressed now. */
  disabled: boolean;
  failure?: Failure | null;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that asks for something and does it: Enter does it, Esc does not. */
export function FormDialog(props: FormDialogProps) {
  const { title, submit, look = 'primary', disabled, failure, onSubmit, onClose, children } = props;
  const { t } = useTranslation();
  const form = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button shortcut="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={form} look={look} shortcut="Enter" disabled={disabled}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
        noValidate
        className="grid gap-4"
      >
        {children}
        {failure && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}
