import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field, TextBox } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Switch } from '../../components/switch.tsx';
import { tellDone } from '../../stores/notices.ts';
import { changeSettings, settingsOf } from '../../stores/settings.ts';
import { useTill } from '../../stores/till.ts';
import { Part, type PartProps } from './part.tsx';

export function SlipPart({ draft, problems }: PartProps) {
  const { t } = useTranslation();
  const digits = useTill(({ till }) => till?.currencyDigits ?? 2);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const printer = settingsOf({ ...draft, name: draft.name || '-' }, digits).settings?.printer;

  const test = async () => {
    if (busy || printer?.kind !== 'tcp') return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('printer.test', { printer, paper: draft.paper });
    setBusy(false);
    if (answer.ok) tellDone(t('settings.test-sent'));
    else setFailure(answer.error);
  };

  return (
    <Part title={t('settings.slip')}>
      <Segmented
        label={t('settings.printer')}
        value={draft.printerKind}
        onChange={(printerKind) => {
          changeSettings({ printerKind });
          setFailure(null);
        }}
        options={[
          { value: 'none', text: t('settings.printer-none') },
          { value: 'tcp', text: t('settings.printer-tcp') },
        ]}
      />
      {draft.printerKind === 'none' ? (
        <p className="-mt-2 text-[0.8125rem] text-soft">{t('settings.printer-none-hint')}</p>
      ) : (
        <div className="flex flex-wrap gap-4">
          <Field
            className="min-w-52 flex-1"
            label={t('settings.printer-host')}
            maxLength={253}
            placeholder="192.168.1.50"
            value={draft.printerHost}
            problem={problems?.printerHost ? t('link.host-missing') : null}
            onChange={(event) => changeSettings({ printerHost: event.target.value })}
          />
          <Field
            className="w-28"
            label={t('link.port')}
            inputMode="numeric"
            maxLength={5}
            value={draft.printerPort}
            problem={problems?.printerPort ? t('link.port-wrong') : null}
            onChange={(event) => changeSettings({ printerPort: event.target.value })}
          />
          <Button
            className="self-start sm:mt-[1.625rem]"
            disabled={busy || printer?.kind !== 'tcp'}
            onClick={() => void test()}
          >
            {busy ? t('settings.testing') : t('settings.test')}
          </Button>
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
      <Segmented
        label={t('settings.paper')}
        value={draft.paper}
        onChange={(paper) => changeSettings({ paper })}
        options={[
          { value: 58, text: '58 mm' },
          { value: 80, text: '80 mm' },
        ]}
      />
      <Switch
        label={t('settings.print-each')}
        hint={t('settings.print-each-hint')}
        checked={draft.printEachSale}
        onChange={(printEachSale) => changeSettings({ printEachSale })}
      />
      <TextBox
        label={t('settings.header')}
        hint={t('settings.header-hint')}
        maxLength={200}
        value={draft.slipHeader}
        onChange={(slipHeader) => changeSettings({ slipHeader })}
      />
      <TextBox
        label={t('settings.footer')}
        maxLength={200}
        rows={2}
        value={draft.slipFooter}
        onChange={(slipFooter) => changeSettings({ slipFooter })}
      />
    </Part>
  );
}
