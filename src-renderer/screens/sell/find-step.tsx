import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DigitPointer } from '../../components/digit-pointer.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { useHeld } from '../../stores/held.ts';
import { useSell } from '../../stores/sell.ts';
import { go } from '../../stores/till.ts';
import {
  isPastField,
  moveActive,
  rowsOf,
  stepBack,
  takeChosen,
  takeRow,
  typeAhead,
  typeToFind,
} from './find.ts';
import { FindOption } from './find-option.tsx';
import { loadHeld } from './held.ts';

const ClosedNote = lazy(() => import('./closed-note.tsx'));
const HeldBar = lazy(() => import('./held-bar.tsx'));

const LIST = 'find-list';
/** Digits of the keyboard that choose from the list. */
const MOST_DIGITS = 9;

/** The one field a sale begins with, and what it finds. */
export function FindStep() {
  const { t } = useTranslation();
  const { text, found, recent, active, findFailure, closedMeter, lines, family } = useSell();
  const adding = lines.length > 0;
  const held = useHeld((store) => store.held.length);
  const input = useRef<HTMLInputElement>(null);
  // Whoever waits is not part of this payment.
  const waiting = adding ? 0 : held;
  const rows = rowsOf(text, found, adding ? family : (recent ?? []));
  const chosen = rows[active];
  const empty = text.trim() === '';
  const bought = recent?.some(({ lastSale }) => lastSale !== null) ?? true;
  const title = !empty
    ? t('find.results')
    : adding
      ? t('together.family')
      : t(bought ? 'find.recent' : 'find.customers');
  const problem = found?.text === text ? found.value.problem : null;

  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => void loadHeld(), []);
  useEffect(() => {
    return () => {
      delete document.documentElement.dataset.ready;
    };
  }, []);
  // While nothing is typed each customer of the list is one key away, after the sales on hold above it.
  const digitOf = (index: number) => {
    const digit = waiting + index + 1;
    return empty && digit <= MOST_DIGITS ? digit : null;
  };
  const byDigit = rows.flatMap((row, index) => {
    const digit = digitOf(index);
    const take = () => {
      takeRow(row);
      return true;
    };
    return digit === null ? [] : [[`Alt+${digit}`, take]];
  });
  useKeys('screen', {
    ...Object.fromEntries(byDigit),
    Escape: () => {
      stepBack();
      input.current?.focus();
      return true;
    },
    F2: () => {
      input.current?.focus();
      return true;
    },
  });

  return (
    <>
      <h1 className="sr-only">{t('rail.sell')}</h1>
      <div className="flex min-h-16 items-center gap-3 rounded-xl border border-edge bg-surface pr-4 pl-5 shadow-card has-[input:focus]:border-accent has-[input:focus]:ring-3 has-[input:focus]:ring-accent-soft">
        <Search aria-hidden="true" className="size-6 shrink-0 text-soft" />
        <input
          ref={input}
          role="combobox"
          data-swipe="here"
          aria-label={t('find.placeholder')}
          aria-expanded={rows.length > 0}
          aria-controls={LIST}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `find-${chosen.key}` : undefined}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder={t('find.placeholder')}
          maxLength={200}
          value={text}
          onFocus={() => {
            document.documentElement.dataset.ready = 'sell';
            // Read by the start-up benchmark; the first one counts.
            performance.mark('sell-ready');
          }}
          onChange={(event) => typeToFind(event.target.value)}
          onKeyDown={(event) => {
            const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
            if (plain && isPastField() && (event.key.length === 1 || event.key === 'Enter')) {
              event.preventDefault();
              if (!event.repeat) typeAhead(event.key);
              return;
            }
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              moveActive(event.key === 'ArrowDown' ? 1 : -1);
            } else if (event.key === 'Enter' && !event.repeat && !event.nativeEvent.isComposing) {
              event.preventDefault();
              void takeChosen();
            }
          }}
          className="min-w-0 flex-1 self-stretch bg-transparent text-[1.375rem] font-medium outline-none placeholder:font-normal"
        />
        {(adding || !empty) && (
          <Button look="quiet" shortcut="Esc" className="px-3" onClick={stepBack}>
            {t(empty ? 'together.back' : 'find.clear')}
          </Button>
        )}
      </div>

      {problem && (
        <FailureNote failure={problem}>
          <DigitPointer text={text} failure={problem} />
        </FailureNote>
      )}
      {findFailure && <FailureNote failure={findFailure} />}
      {closedMeter && (
        <Suspense fallback={null}>
          <ClosedNote key={closedMeter.id} meter={closedMeter} />
        </Suspense>
      )}

      {empty && waiting > 0 && (
        <Suspense fallback={null}>
          <HeldBar onDropped={() => input.current?.focus()} />
        </Suspense>
      )}

      <Card className="min-h-0 overflow-auto py-2" aria-label={title}>
        <div className="flex items-baseline justify-between px-5 pt-2 pb-1 text-[0.8125rem] text-soft">
          <h2 className="font-semibold">{title}</h2>
          {rows.length > 0 && (
            <p className="flex items-center gap-2">
              <KeyCap of={'\u2191 \u2193'} /> {t('find.choose')} <KeyCap of="Enter" />{' '}
              {t('find.take')}
            </p>
          )}
        </div>
        <div id={LIST} role="listbox" aria-label={title}>
          {rows.map((row, index) => (
            <FindOption
              key={row.key}
              row={row}
              active={index === active}
              digit={digitOf(index)}
              onTake={() => takeRow(row)}
            />
          ))}
        </div>
        {rows.length === 0 && (
          <NoRows
            text={text}
            searched={found?.text === text}
            ready={recent !== null}
            adding={adding}
          />
        )}
      </Card>
    </>
  );
}

interface NoRowsProps {
  text: string;
  searched: boolean;
  ready: boolean;
  /** One more meter is looked for. */
  adding: boolean;
}

/** An empty list says what to do about it. */
function NoRows({ text, searched, ready, adding }: NoRowsProps) {
  const { t } = useTranslation();
  const empty = text.trim() === '';
  if (empty && adding) return <p className="px-5 py-6 text-soft">{t('together.no-family')}</p>;
  if (empty ? !ready : !searched) return <p className="px-5 py-6 text-soft">{t('find.looking')}</p>;
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 px-5 py-6">
      <div>
        <p className="font-semibold">{empty ? t('find.no-recent') : t('find.nothing', { text })}</p>
        <p className="text-soft">{empty ? t('find.no-recent-hint') : t('find.nothing-hint')}</p>
      </div>
      <Button shortcut="F4" onClick={() => go('customers')}>
        {t('find.add')}
      </Button>
    </div>
  );
}
