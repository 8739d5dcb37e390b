import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFirst } from '../helpers/focus.ts';
import { Choice, Field } from './field.tsx';
import { hasUsualLine, type LinkDraft } from './link-draft.ts';
import { Segmented } from './segmented.tsx';

interface SerialFieldsProps {
  draft: LinkDraft;
  onChange: (part: Partial<LinkDraft>) => void;
  problem: string | null;
}

const SPEEDS = [300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200];

/** A serial port by its name; how its line is set is seldom touched. */
export function SerialFields({ draft, onChange, problem }: SerialFieldsProps) {
  const { t } = useTranslation();
  // Decided once: it must not fold up under the cursor when the line becomes a usual one.
  const [startsOpen] = useState(() => !hasUsualLine(draft));
  const speeds = SPEEDS.includes(draft.baudRate) ? SPEEDS : [draft.baudRate, ...SPEEDS];
  return (
    <>
      <Field
        ref={focusFirst}
        label={t('link.path')}
        hint={t('link.path-hint')}
        maxLength={260}
        value={draft.path}
        problem={problem}
        // Another port is another device.
        onChange={(event) => onChange({ path: event.target.value, usbSerial: undefined })}
      />
      <details className="group" open={startsOpen}>
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-1 font-medium">
          <ChevronRight aria-hidden="true" className="size-4 group-open:rotate-90" />
          {t('link.advanced')}
        </summary>
        <div className="mt-2 flex flex-wrap gap-4">
          <Choice
            className="w-40"
            label={t('link.baud')}
            value={String(draft.baudRate)}
            onChange={(value) => onChange({ baudRate: Number(value) })}
            options={speeds.map((speed) => ({ value: String(speed), text: String(speed) }))}
          />
          <Segmented
            label={t('link.data-bits')}
            value={draft.dataBits}
            onChange={(dataBits) => onChange({ dataBits })}
            options={[
              { value: 7, text: '7' },
              { value: 8, text: '8' },
            ]}
          />
          <Segmented
            label={t('link.parity')}
            value={draft.parity}
            onChange={(parity) => onChange({ parity })}
            options={(['none', 'even', 'odd'] as const).map((value) => ({
              value,
              text: t(`link.parity-${value}`),
            }))}
          />
          <Segmented
            label={t('link.stop-bits')}
            value={draft.stopBits}
            onChange={(stopBits) => onChange({ stopBits })}
            options={[
              { value: 1, text: '1' },
              { value: 2, text: '2' },
            ]}
          />
        </div>
        <p className="mt-2 text-[0.8125rem] text-soft">{t('link.advanced-hint')}</p>
      </details>
    </>
  );
}
