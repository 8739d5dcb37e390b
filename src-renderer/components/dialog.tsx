import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useKeys } from '../helpers/keys.ts';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons; the one marked `data-first` gets the focus. */
  actions?: ReactNode;
  wide?: boolean;
  /** As wide as the screen lets it be: for a form with something beside it. */
  full?: boolean;
}

/** A dialog over the screen. The browser's own element keeps the focus in and the rest out. */
export function Dialog(props: DialogProps) {
  const { title, onClose, children, actions, wide = false, full = false } = props;
  const width = full ? 'max-w-5xl' : wide ? 'max-w-3xl' : 'max-w-lg';
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      dialog?.close();
      // The browser gives the cursor back only where the dialog is still there when it closes.
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useKeys('dialog', {
    Escape: () => {
      onClose();
      return true;
    },
  });
  return (
    <dialog
      ref={box}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] overflow-auto rounded-xl border border-line bg-surface p-6 text-ink shadow-float backdrop:bg-veil ${width}`}
    >
      <h2 id={id} className="text-xl font-semibold tracking-tight">
        {title}
      </h2>
      <div className="mt-3">{children}</div>
      {actions && (
        // In view however long the dialog is.
        <div className="sticky -bottom-6 -mx-6 mt-6 -mb-6 flex flex-wrap justify-end gap-3 border-t border-line bg-surface px-6 py-4">
          {actions}
        </div>
      )}
    </dialog>
  );
}
