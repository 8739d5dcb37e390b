import { ImageUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Logo } from '../../../src-shared/contract/logo-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Slip } from '../../components/slip.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { tellDone } from '../../stores/notices.ts';
import type { SettingsDraft } from '../../stores/settings.ts';
import { logoFrom, type PictureTrouble } from './logo-from-file.ts';

/** The picture on top of every slip: chosen from a file, looked at as it will be printed, kept. */
export function LogoFields({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const [kept, setKept] = useState<Logo | null>(null);
  /** Chosen, and not kept yet. */
  const [chosen, setChosen] = useState<Logo | null>(null);
  const [trouble, setTrouble] = useState<PictureTrouble | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  /** Something was chosen here: once it is kept or not, the cursor goes back to where it was. */
  const [wasChosen, setWasChosen] = useState(false);
  useEffect(() => {
    let gone = false;
    void ask('logo.get', {}).then((answer) => {
      if (gone) return;
      if (answer.ok) setKept(answer.value.logo);
      else setFailure(answer.error);
    });
    return () => {
      gone = true;
    };
  }, []);

  const choose = async (picture: File | undefined) => {
    if (!picture || busy) return;
    setBusy(true);
    setTrouble(null);
    setFailure(null);
    const made = await logoFrom(picture);
    setBusy(false);
    if (!made.ok) {
      setTrouble(made.error);
      return;
    }
    setWasChosen(true);
    setChosen(made.value);
  };
  const keep = async (logo: Logo) => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('logo.save', { logo });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setKept(logo);
    setChosen(null);
    tellDone(t('paper.logo.kept'));
  };
  const shown = chosen ?? kept;

  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-sm font-medium">{t('paper.logo.title')}</legend>
      <p className="text-[0.8125rem] text-soft">{t('paper.logo.hint')}</p>
      {shown && <Preview logo={shown} draft={draft} />}
      {chosen && (
        <p role="status" className="text-sm font-medium">
          {t('paper.logo.not-kept')}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {chosen ? (
          <>
            <Button
              key="keep"
              ref={focusFirst}
              look="primary"
              disabled={busy}
              onClick={() => void keep(chosen)}
            >
              {t('paper.logo.keep')}
            </Button>
            <Button disabled={busy} onClick={() => setChosen(null)}>
              {t('paper.logo.discard')}
            </Button>
          </>
        ) : (
          <>
            <Button
              key="choose"
              {...(wasChosen ? { ref: focusFirst } : {})}
              disabled={busy}
              icon={<ImageUp aria-hidden="true" className="size-5" />}
              onClick={() => file.current?.click()}
            >
              {t(kept ? 'paper.logo.choose-other' : 'paper.logo.choose')}
            </Button>
            {kept && (
              <Button look="quiet" disabled={busy} onClick={() => setRemoving(true)}>
                {t('paper.logo.remove')}
              </Button>
            )}
          </>
        )}
        <input
          ref={file}
          type="file"
          accept=".png,.jpg,.jpeg,image/png,image/jpeg"
          className="hidden"
          tabIndex={-1}
          aria-hidden="true"
          onChange={({ target }) => {
            void choose(target.files?.[0]);
            // The same file may be chosen again.
            target.value = '';
          }}
        />
      </div>
      {trouble && (
        <p role="alert" className="text-[0.8125rem] font-medium text-red">
          {t(`paper.logo.trouble.${trouble}`)}
        </p>
      )}
      {failure && <FailureNote failure={failure} />}
      {removing && (
        <ConfirmDialog
          title={t('paper.logo.remove-title')}
          about={t('paper.logo.remove-about')}
          submit={t('paper.logo.remove')}
          act={() => ask('logo.remove', {})}
          done={t('paper.logo.removed')}
          onDone={() => {
            setKept(null);
            setRemoving(false);
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </fieldset>
  );
}

/** The top of a slip, with the paper and the texts of the settings as they are being typed. */
function Preview({ logo, draft }: { logo: Logo; draft: SettingsDraft }) {
  const { paper, name, slipHeader } = draft;
  return (
    <div className="rounded-lg bg-canvas p-5">
      <Slip
        document={{
          paper,
          name: '',
          blocks: [
            { kind: 'logo', ...logo[paper] },
            { kind: 'title', text: name },
            ...(slipHeader === ''
              ? []
              : [{ kind: 'text', text: slipHeader, align: 'centre' } as const]),
            { kind: 'rule' },
          ],
        }}
      />
    </div>
  );
}
