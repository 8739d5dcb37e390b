import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestoreLook } from '../../../src-shared/contract/backup-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { tellDone } from '../../stores/notices.ts';
import { go, refreshModule, takeState } from '../../stores/till.ts';
import { fileName } from './file-name.ts';

/** One copy: read whole, then what putting it here would do, then done. */
export function CopyLook({ copy, onBack }: { copy: RestoreLook; onBack: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [look, setLook] = useState<RestoreLook | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState<'look' | 'do' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const given = copy.encrypted ? passphrase : null;
  const read = async () => {
    if (busy || given === '') return;
    setBusy('look');
    const answer = await ask('restore.look', { file: copy.file, passphrase: given });
    setBusy(null);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setLook(answer.value);
  };
  const begun = useRef(false);
  useEffect(() => {
    // There is nothing to ask for: what it holds is what one wants to know.
    if (copy.encrypted || begun.current) return;
    begun.current = true;
    void read();
  });
  const restore = async () => {
    if (busy) return;
    setBusy('do');
    const answer = await ask('restore.do', { file: copy.file, passphrase: given });
    setBusy(null);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    await takeState(answer.value);
    go('sell');
    tellDone(t('restore.done'));
    await refreshModule();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void read();
  };
  const known = look ?? copy;
  return (
    <div className="grid gap-4">
      <p className="digits text-sm break-all text-soft">{fileName(copy.file)}</p>
      <Facts
        facts={[
          [t('first-run.shop-name'), known.shopName],
          [t('backup.made-at'), known.madeAt && format.moment(known.madeAt)],
          [t('backup.last-sales'), known.sales === null ? null : format.count(known.sales)],
        ]}
      />
      {look ? (
        <div className="rounded-lg border border-amber-line bg-amber-soft px-4 py-3">
          <p>{look.consequence}</p>
          <p className="mt-2">{t('restore.people')}</p>
        </div>
      ) : (
        copy.encrypted && (
          <form id="passphrase" onSubmit={submit} noValidate>
            <Field
              ref={focusFirst}
              label={t('backup.passphrase')}
              type="password"
              autoComplete="off"
              maxLength={200}
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          </form>
        )
      )}
      {failure && <FailureNote failure={failure} className="break-words" />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          // Once it says what would be lost, the cursor is on the way back.
          ref={look ? focusFirst : null}
          shortcut="Esc"
          disabled={busy !== null}
          onClick={onBack}
        >
          {t('back')}
        </Button>
        {look ? (
          <Button
            look={look.salesLost === 0 ? 'primary' : 'danger'}
            disabled={busy !== null}
            onClick={() => void restore()}
          >
            {t('restore.do')}
          </Button>
        ) : (
          copy.encrypted && (
            <Button
              type="submit"
              form="passphrase"
              look="primary"
              shortcut="Enter"
              disabled={busy !== null || passphrase === ''}
            >
              {t('restore.look')}
            </Button>
          )
        )}
        <p role="status" className="text-soft">
          {busy === 'look' && t('restore.looking')}
          {busy === 'do' && t('restore.doing')}
        </p>
      </div>
    </div>
  );
}
