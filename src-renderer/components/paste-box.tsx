import { FolderOpen } from 'lucide-react';
import { type ReactNode, type Ref, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_PASTE } from '../../src-shared/pasted.ts';
import { Button } from './button.tsx';
import { inputLook } from './field.tsx';

/** Bytes. */
const LARGEST_FILE = 4 * LONGEST_PASTE;

interface PasteBoxProps {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly busy: boolean;
  readonly onChange: (text: string) => void;
  /** The text is there: pasted, opened, or Enter was pressed. */
  readonly onRead: (text: string) => void;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** A window that takes a whole mail, or a text file with it in. What it holds is read as it comes. */
export function PasteBox(props: PasteBoxProps) {
  const { label, hint, text, busy, onChange, onRead, children, ref } = props;
  const { t } = useTranslation();
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const pasting = useRef(false);
  const open = async (chosen: File | undefined) => {
    if (!chosen) return;
    // What is too long is refused for it; the rest need not be carried there.
    const content = (await chosen.slice(0, LARGEST_FILE).text()).slice(0, LONGEST_PASTE);
    onChange(content);
    onRead(content);
  };
  return (
    <div className="grid gap-3">
      <div>
        <label htmlFor={id} className="mb-1 block text-sm font-medium">
          {label}
        </label>
        <textarea
          ref={ref}
          id={id}
          rows={5}
          value={text}
          maxLength={LONGEST_PASTE}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-about`}
          className={`${inputLook} digits resize-y py-2 text-xs`}
          onPaste={({ currentTarget }) => {
            // Never onto the end of what is there: a mail that was cut off would spoil the whole one.
            currentTarget.select();
            pasting.current = true;
          }}
          onChange={({ target }) => onChange(target.value)}
          // Unlike a change, it also comes when the same text is pasted again.
          onInput={({ currentTarget }) => {
            if (pasting.current) onRead(currentTarget.value);
            pasting.current = false;
          }}
          onKeyDown={(event) => {
            // A line of its own takes Shift: nobody types a licence by hand.
            if (event.key !== 'Enter' || event.shiftKey) return;
            event.preventDefault();
            if (!event.repeat) onRead(text);
          }}
        />
        <p id={`${id}-about`} className="mt-1 text-[0.8125rem] text-soft">
          {hint}
        </p>
      </div>
      {children}
      <div className="flex flex-wrap gap-3">
        <Button look="primary" shortcut="Enter" disabled={busy} onClick={() => onRead(text)}>
          {t('licence.read')}
        </Button>
        <Button
          disabled={busy}
          icon={<FolderOpen aria-hidden="true" className="size-4" />}
          onClick={() => file.current?.click()}
        >
          {t('licence.open')}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".txt,.lic,.eml,.key,text/plain"
          className="hidden"
          tabIndex={-1}
          aria-hidden="true"
          onChange={({ target }) => {
            void open(target.files?.[0]);
            // The same file may be chosen again.
            target.value = '';
          }}
        />
      </div>
    </div>
  );
}
