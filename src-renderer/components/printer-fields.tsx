import { useTranslation } from 'react-i18next';
import { Choice, Field } from './field.tsx';
import { type PrinterDraft, type PrinterProblem, usbLabel } from './printer-draft.ts';
import { PrinterSearch } from './printer-search.tsx';

interface PrinterFieldsProps {
  label: string;
  hint?: string;
  draft: PrinterDraft;
  onChange: (draft: PrinterDraft) => void;
  /** What is missing; null while nobody is to be told. */
  problem: PrinterProblem | null;
}

const KINDS = ['none', 'usb', 'tcp', 'serial', 'system'] as const;
const SPEEDS = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200];
const FLOWS = ['none', 'hardware', 'software'] as const;

/** Which printer, and where: its kind, then what that kind needs. */
export function PrinterFields({ label, hint, draft, onChange, problem }: PrinterFieldsProps) {
  const { t } = useTranslation();
  const edit = (part: Partial<PrinterDraft>) => onChange({ ...draft, ...part });
  const { kind } = draft;
  return (
    <div className="grid gap-4">
      <Choice
        label={label}
        value={kind}
        {...(hint ? { hint } : {})}
        onChange={(value) => {
          const chosen = KINDS.find((each) => each === value);
          if (chosen) edit({ kind: chosen });
        }}
        options={KINDS.map((value) => ({ value, text: t(`paper.kinds.${value}`) }))}
      />
      {kind === 'tcp' && (
        <div className="flex flex-wrap gap-4">
          <Field
            className="min-w-52 flex-1"
            label={t('settings.printer-host')}
            maxLength={253}
            placeholder="192.168.1.50"
            value={draft.host}
            problem={problem === 'host' ? t('link.host-missing') : null}
            onChange={(event) => edit({ host: event.target.value })}
          />
          <Field
            className="w-28"
            label={t('link.port')}
            inputMode="numeric"
            maxLength={5}
            value={draft.port}
            problem={problem === 'port' ? t('link.port-wrong') : null}
            onChange={(event) => edit({ port: event.target.value })}
          />
        </div>
      )}
      {kind === 'serial' && (
        <div className="flex flex-wrap gap-4">
          <Field
            className="min-w-52 flex-1"
            label={t('link.path')}
            hint={t('link.path-hint')}
            maxLength={260}
            value={draft.path}
            problem={problem === 'path' ? t('link.path-missing') : null}
            onChange={(event) => edit({ path: event.target.value })}
          />
          <Choice
            className="w-36"
            label={t('link.baud')}
            value={String(draft.baudRate)}
            onChange={(value) => edit({ baudRate: Number(value) })}
            options={SPEEDS.map((speed) => ({ value: String(speed), text: String(speed) }))}
          />
          <Choice
            className="min-w-64 flex-1"
            label={t('paper.flow')}
            value={draft.flow}
            onChange={(value) => {
              const flow = FLOWS.find((each) => each === value);
              if (flow) edit({ flow });
            }}
            options={FLOWS.map((value) => ({ value, text: t(`paper.flows.${value}`) }))}
          />
        </div>
      )}
      {kind === 'usb' && (
        <p className={problem === 'usb' ? 'font-medium text-red' : 'text-soft'} role="status">
          {draft.usb
            ? t('paper.usb-chosen', { name: usbLabel(draft.usb) })
            : t(problem === 'usb' ? 'paper.usb-missing' : 'paper.usb-none')}
        </p>
      )}
      {kind === 'system' && (
        <Field
          label={t('paper.queue')}
          maxLength={220}
          value={draft.queue}
          problem={problem === 'queue' ? t('paper.queue-missing') : null}
          onChange={(event) => edit({ queue: event.target.value })}
        />
      )}
      {(kind === 'usb' || kind === 'serial' || kind === 'system') && (
        <PrinterSearch
          kind={kind}
          onChoose={(printer) => {
            if (printer.kind === 'usb') {
              const { kind: chosen, ...usb } = printer;
              edit({ kind: chosen, usb });
            } else edit({ ...printer, port: draft.port });
          }}
        />
      )}
    </div>
  );
}
