import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../src-shared/contract/failure.ts';
import type { LinkSettings, ModuleStatus } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';
import { focusFirst } from '../helpers/focus.ts';
import { readPort } from '../helpers/port.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import { Field } from './field.tsx';
import { ModuleFacts } from './module-facts.tsx';
import { Segmented } from './segmented.tsx';

interface LinkFormProps {
  useText: string;
  busy: boolean;
  onUse: (link: LinkSettings) => void;
  onCancel: () => void;
  /** Whether the module inside the till is offered as well. */
  builtIn?: boolean;
  at?: LinkSettings;
}

const USUAL_PORT = 5100;

/** Where the security module is. "Look" shows what answers there before anything depends on it. */
export function LinkForm({ useText, busy, onUse, onCancel, builtIn = false, at }: LinkFormProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<LinkSettings['kind']>(at?.kind ?? 'tcp');
  const [host, setHost] = useState(at?.kind === 'tcp' ? at.host : '127.0.0.1');
  const [port, setPort] = useState(String(at?.kind === 'tcp' ? at.port : USUAL_PORT));
  const [path, setPath] = useState(at?.kind === 'serial' ? at.path : '');
  const [tried, setTried] = useState(false);
  const [looking, setLooking] = useState(false);
  const [seen, setSeen] = useState<Answer<ModuleStatus> | null>(null);
  const link = linkFrom(kind, host, port, path);
  const ready = seen?.ok === true && seen.value.state === 'ready';

  const look = async () => {
    setTried(true);
    if (!link || looking) return;
    setLooking(true);
    setSeen(null);
    setSeen(await ask('module.probe', { link }));
    setLooking(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter looks first; once something has been seen, it uses it.
    if (ready && link) onUse(link);
    else void look();
  };
  const edit = (change: () => void) => {
    change();
    setSeen(null);
  };
  const problem = (wrong: boolean, text: string) => (tried && wrong ? text : null);
  const kinds = [
    { value: 'tcp', text: t('link.tcp') },
    { value: 'serial', text: t('link.serial') },
  ] as const;

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Segmented<LinkSettings['kind']>
        label={t('link.kind')}
        value={kind}
        onChange={(value) => edit(() => setKind(value))}
        options={builtIn ? [{ value: 'built-in', text: t('link.built-in') }, ...kinds] : kinds}
      />
      {kind === 'built-in' && <p className="text-soft">{t('link.built-in-about')}</p>}
      {kind === 'tcp' && (
        <div className="flex flex-wrap gap-4">
          <Field
            ref={focusFirst}
            className="min-w-56 flex-1"
            label={t('link.host')}
            maxLength={253}
            value={host}
            problem={problem(host.trim() === '', t('link.host-missing'))}
            onChange={(event) => edit(() => setHost(event.target.value))}
          />
          <Field
            className="w-32"
            label={t('link.port')}
            inputMode="numeric"
            maxLength={5}
            value={port}
            problem={problem(readPort(port) === null, t('link.port-wrong'))}
            onChange={(event) => edit(() => setPort(event.target.value))}
          />
        </div>
      )}
      {kind === 'serial' && (
        <Field
          ref={focusFirst}
          label={t('link.path')}
          hint={t('link.path-hint')}
          maxLength={260}
          value={path}
          problem={problem(path.trim() === '', t('link.path-missing'))}
          onChange={(event) => edit(() => setPath(event.target.value))}
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
          <Button type="submit" look={ready ? 'plain' : 'primary'} disabled={looking || busy}>
            {t('link.look')}
          </Button>
          <Button
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

function linkFrom(
  kind: LinkSettings['kind'],
  host: string,
  portText: string,
  path: string,
): LinkSettings | null {
  if (kind === 'built-in') return { kind };
  if (kind === 'serial') return path.trim() === '' ? null : { kind, path };
  const port = readPort(portText);
  return host.trim() === '' || port === null ? null : { kind, host, port };
}
