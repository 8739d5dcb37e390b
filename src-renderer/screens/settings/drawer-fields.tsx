import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import {
  type DrawerSettings,
  drawer as drawerShape,
} from '../../../src-shared/contract/printing-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { type PrinterDraft, printerFrom } from '../../components/printer-draft.ts';
import { Segmented } from '../../components/segmented.tsx';
import { Switch } from '../../components/switch.tsx';
import { tellDone } from '../../stores/notices.ts';
import { changeSettings } from '../../stores/settings.ts';

/** The cash drawer that hangs on the printer, and a button to try it. */
export function DrawerFields({
  drawer,
  printer,
}: {
  drawer: DrawerSettings;
  printer: PrinterDraft;
}) {
  const { t } = useTranslation();
  const [pulse, setPulse] = useState(String(drawer.pulse));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const chosen = printerFrom(printer);
  const edit = (part: Partial<DrawerSettings>) => {
    changeSettings({ drawer: { ...drawer, ...part } });
    setFailure(null);
  };
  const typePulse = (text: string) => {
    setPulse(text);
    const read = drawerShape.shape.pulse.safeParse(Number(text));
    if (read.success) edit({ pulse: read.data });
  };
  const test = async () => {
    if (busy || !('printer' in chosen)) return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('drawer.test', { printer: chosen.printer, drawer });
    setBusy(false);
    if (answer.ok) tellDone(t('paper.drawer.tested'));
    else setFailure(answer.error);
  };
  return (
    <div className="grid gap-3">
      <Switch
        label={t('paper.drawer.opens')}
        hint={t('paper.drawer.opens-hint')}
        checked={drawer.opens}
        onChange={(opens) => edit({ opens })}
      />
      {drawer.opens && (
        <div className="flex flex-wrap items-start gap-4">
          <Segmented
            label={t('paper.drawer.pin')}
            value={drawer.pin}
            onChange={(pin) => edit({ pin })}
            options={([2, 5] as const).map((pin) => ({
              value: pin,
              text: t('paper.drawer.pins', { pin }),
            }))}
          />
          <Field
            className="w-52"
            label={t('paper.drawer.pulse')}
            inputMode="numeric"
            maxLength={3}
            value={pulse}
            problem={pulse === String(drawer.pulse) ? null : t('paper.drawer.pulse-wrong')}
            onChange={(event) => typePulse(event.target.value)}
          />
          <Button
            className="sm:mt-[1.625rem]"
            disabled={busy || !('printer' in chosen)}
            onClick={() => void test()}
          >
            {t('paper.drawer.test')}
          </Button>
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
    </div>
  );
}
