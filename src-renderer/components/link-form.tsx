import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../src-shared/contract/failure.ts';
import type { FoundPort, LinkSettings, ModuleStatus } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';
import { SETTLE_MS } from '../helpers/double-press.ts';
import { focusFirst } from '../helpers/focus.ts';
import { readPort } from '../helpers/port.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import { Field } from './field.tsx';
import { draftOf, type LinkDraft, linkFrom } from './link-draft.ts';
import { ModuleFacts } from './module-facts.tsx';
import { ModuleSearch } from './module-search.tsx';
import { Segmented } from './segmented.tsx';
import { SerialFields } from './serial-fields.tsx';

interface LinkFormProps {
  useText: string;
  busy: boolean;
  onUse: (link: LinkSettings) => void;
  onCancel: () => void;
  /** Whether the module inside the till is offered as well. */
  builtIn?: boolean;
  at?: LinkSettings;
}

/**
 * Where the security module is: chosen among those found, or typed. "Look" shows what answers there before
 * anything depends on it.
 */
export function LinkForm({ useText, busy, onUse, onCancel, builtIn = false, at }: LinkFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<LinkDraft>(() => draftOf(at));
  const [tried, setTried] = useState(false);
  const [looking, setLooking] = useState(false);
  const [seen, setSeen] = useState<Answer<ModuleStatus> | null>(null);
  /** Rises with each choice from the list: the button that goes on then gets the focus. */
  const [choices, setChoices] = useState(0);
  const toLook = useRef<HTMLButtonElement>(null);
  const toUse = useRef<HTMLButtonElement>(null);
  /** When it was seen what answers there. */
  const seenAt = useRef(Number.NEGATIVE_INFINITY);
  const link = linkFrom(draft);
  const ready = seen?.ok === true && seen.value.state === 'ready';

  // biome-ignore lint/correctness/useExhaustiveDependencies: with each choice, and not when it is looked at
  useEffect(() => {
    if (choices > 0) (ready ? toUse : toLook).current?.focus();
  }, [choices]);

  const look = async () => {
    setTried(true);
    if (!link || looking) return;
    setLooking(true);
    setSeen(null);
    setSeen(await ask('module.probe', { link }));
    seenAt.current = performance.now();
    setLooking(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter looks first; once something has been seen, it uses it. To look twice is not to use it.
    if (!ready || document.activeElement === toLook.current) void look();
    else if (link && performance.now() - seenAt.current >= SETTLE_MS) onUse(link);
  };
  const edit = (part: Partial<LinkDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setSeen(null);
  };
  const choose = (port: FoundPort) => {
    setDraft(draftOf(port.link));
    setSeen({ ok: true, value: port.module });
    setChoices((now) => now + 1);
  };
  const problem = (wrong: boolean, text: string) => (tried && wrong ? text : null);
  const kinds = [
    { value: 'tcp', text: t('link.tcp') },
    { value: 'serial', text: t('link.serial') },
  ] as const;

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <ModuleSearch onChoose={choose} />
      <Segmented<LinkSettings['kind']>
        label={t('link.kind')}
        value={draft.kind}
        onChange={(kind) => edit({ kind })}
        options={builtIn ? [{ value: 'built-in', text: t('link.built-in') }, ...kinds] : kinds}
      />
      {draft.kind === 'built-in' && <p className="text-soft">{t('link.built-in-about')}</p>}
      {draft.kind === 'tcp' && (
        <div className="flex flex-wrap gap-4">
          <Field
            ref={focusFirst}
            className="min-w-56 flex-1"
            label={t('link.host')}
            maxLength={253}
            value={draft.host}
            problem={problem(draft.host.trim() === '', t('link.host-missing'))}
            onChange={(event) => edit({ host: event.target.value })}
          />
          <Field
            className="w-32"
            label={t('link.port')}
            inputMode="numeric"
            maxLength={5}
            value={draft.port}
            problem={problem(readPort(draft.port) === null, t('link.port-wrong'))}
            onChange={(event) => edit({ port: event.target.value })}
          />
        </div>
      )}
      {draft.kind === 'serial' && (
        <SerialFields
          draft={draft}
          onChange={edit}
          problem={problem(draft.path.trim() === '', t('link.path-missing'))}
        />
      )}
      <div aria-live="polite">
        {looking && <p className="text-soft">{t('link.looking')}</p>}
        {seen && !seen.ok && <FailureNote failure={seen.error} />}
        {seen?.ok && (
          <div className="rounded-lg border border-line bg-raised p-4">
            <ModuleFacts module={seen.value} />
          </div>
        )}
      </div>
      <div className="flex flex-wrap justify-between gap-3">
        <Button shortcut="Esc" disabled={busy} onClick={onCancel}>
          {t('back')}
        </Button>
        <div className="flex flex-wrap gap-3">
          <Button
            type="submit"
            ref={toLook}
            look={ready ? 'plain' : 'primary'}
            disabled={looking || busy}
          >
            {t('link.look')}
          </Button>
          <Button
            ref={toUse}
            look={ready ? 'primary' : 'plain'}
            disabled={looking || busy}
            onClick={() => {
              setTried(true);
              if (link) onUse(link);
            }}
          >
            {ready ? useText : t(seen ? 'link.use-anyway' : 'link.use-unseen')}
          </Button>
        </div>
      </div>
    </form>
  );
}
