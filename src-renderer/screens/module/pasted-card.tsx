import type { ReactNode } from 'react';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { PasteBox } from '../../components/paste-box.tsx';
import { ignoreHeldEnter } from './load-buttons.tsx';
import type { Pasted } from './use-pasted.ts';

interface PastedCardProps<Reading, Outcome> {
  readonly id: string;
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly pasted: Pasted<Reading, Outcome>;
  /** What follows the window the text is pasted into. */
  readonly children: ReactNode;
}

/** The card of a text that came by mail: the window to paste it into, then what became of it. */
export function PastedCard<Reading, Outcome>(props: PastedCardProps<Reading, Outcome>) {
  const { id, title, label, hint, pasted, children } = props;
  return (
    <Card aria-labelledby={id} className="grid gap-4 p-5" onKeyDownCapture={ignoreHeldEnter}>
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {pasted.step.at === 'paste' && (
        <PasteBox
          ref={pasted.box}
          label={label}
          hint={hint}
          text={pasted.text}
          busy={pasted.busy}
          onChange={pasted.setText}
          onRead={(text) => void pasted.read(text)}
        >
          {pasted.failure && <FailureNote failure={pasted.failure} />}
        </PasteBox>
      )}
      {children}
    </Card>
  );
}
