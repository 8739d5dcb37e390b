import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Meter } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';
import { focusFirst } from '../helpers/focus.ts';
import { grouped } from '../helpers/groups.ts';
import { latestOnly } from '../helpers/latest.ts';
import { FailureNote } from './failure-note.tsx';
import { Field } from './field.tsx';

const RESULTS = 5;

interface MeterPickerProps {
  label: string;
  hint: string;
  onPick: (meter: Meter) => void;
}

/** A meter of this shop, found by number, name or phone. Enter takes the first that was found. */
export function MeterPicker({ label, hint, onPick }: MeterPickerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ text: string; meters: readonly Meter[] } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const finder = useRef(
    latestOnly(
      (wanted: string) => ask('meters.find', { text: wanted, limit: RESULTS }),
      (wanted, answer) => {
        setFailure(answer.ok ? null : answer.error);
        setFound(answer.ok ? { text: wanted, meters: answer.value.meters } : null);
      },
    ),
  );
  const meters = found?.text === text ? found.meters : [];
  const type = (next: string) => {
    setText(next);
    if (next.trim() !== '') finder.current.send(next);
    else {
      finder.current.drop();
      setFailure(null);
    }
  };
  return (
    <div>
      <Field
        ref={focusFirst}
        label={label}
        hint={hint}
        maxLength={200}
        value={text}
        problem={
          found?.text === text && text.trim() !== '' && meters.length === 0
            ? t('find.nothing', { text })
            : null
        }
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          const [first] = meters;
          if (event.key !== 'Enter' || event.repeat) return;
          event.preventDefault();
          if (first) onPick(first);
        }}
      />
      {failure && <FailureNote failure={failure} className="mt-2" />}
      <ul className="mt-2 grid gap-1">
        {meters.map((meter) => (
          <li key={meter.id}>
            <button
              type="button"
              onClick={() => onPick(meter)}
              className="flex min-h-12 w-full flex-wrap items-center justify-between gap-x-4 rounded-lg border border-line bg-raised px-3 py-1.5 text-left hover:border-edge"
            >
              <span className="font-semibold">{meter.customerName || t('meter.nameless')}</span>
              <span className="digits text-sm text-soft">{grouped(meter.drn)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
