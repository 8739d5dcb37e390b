import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { TextBox } from '../../components/field.tsx';
import { printerFrom } from '../../components/printer-draft.ts';
import { PrinterFields } from '../../components/printer-fields.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Switch } from '../../components/switch.tsx';
import { tellDone } from '../../stores/notices.ts';
import { changeSettings } from '../../stores/settings.ts';
import { DrawerFields } from './drawer-fields.tsx';
import { LogoFields } from './logo-fields.tsx';
import { Part, type PartProps } from './part.tsx';

export function SlipPart({ draft, problems }: PartProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const chosen = printerFrom(draft.printer);
  const printer = 'printer' in chosen && chosen.printer.kind !== 'none' ? chosen.printer : null;

  const test = async () => {
    if (busy || !printer) return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('printer.test', { printer, paper: draft.paper });
    setBusy(false);
    if (answer.ok) tellDone(t('settings.test-sent'));
    else setFailure(answer.error);
  };

  return (
    <Part title={t('settings.slip')}>
      <PrinterFields
        label={t('paper.kind')}
        {...(draft.printer.kind === 'none' ? { hint: t('settings.printer-none-hint') } : {})}
        draft={draft.printer}
        problem={problems?.printer ?? null}
        onChange={(next) => {
          changeSettings({ printer: next });
          setFailure(null);
        }}
      />
      {draft.printer.kind !== 'none' && (
        <Button
          className="justify-self-start"
          disabled={busy || !printer}
          onClick={() => void test()}
        >
          {busy ? t('settings.testing') : t('settings.test')}
        </Button>
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
      {draft.printer.kind !== 'none' && (
        <DrawerFields drawer={draft.drawer} printer={draft.printer} />
      )}
      {draft.printer.kind !== 'none' && (
        <PrinterFields
          label={t('paper.kind-spare')}
          hint={t('paper.kind-spare-hint')}
          draft={draft.sparePrinter}
          problem={problems?.sparePrinter ?? null}
          onChange={(sparePrinter) => changeSettings({ sparePrinter })}
        />
      )}
      <LogoFields draft={draft} />
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
