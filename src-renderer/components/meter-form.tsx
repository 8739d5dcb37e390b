import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Tariff } from '../../src-shared/contract/pricing-shapes.ts';
import type { KeyRegister, Meter, MeterConfiguration } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';
import { focusFirst } from '../helpers/focus.ts';
import { askApproved, isUnapproved } from '../stores/approval.ts';
import { useTill } from '../stores/till.ts';
import { Button } from './button.tsx';
import { DigitPointer } from './digit-pointer.tsx';
import { FailureNote } from './failure-note.tsx';
import { Choice, Field } from './field.tsx';
import {
  type Draft,
  draftFrom,
  draftOfRegister,
  registerName,
  toConfiguration,
} from './meter-draft.ts';
import { Segmented } from './segmented.tsx';

interface MeterFormProps {
  /** The meter to change; null for a new one. */
  meterId: number | null;
  /** Null where the number itself is still to be typed. */
  drn: string | null;
  /** What is known of the meter: from its card, or from the ledger. */
  known: MeterConfiguration | null;
  customer: { name: string; phone: string; address: string } | null;
  tariffId: number | null;
  /** Typed at the till to sell now, with nobody to confirm it. */
  blind: boolean;
  /**
   * For a meter of somebody who is known: nothing is asked about them, and it is saved by this, which
   * answers why it was not. `withTariff`: whether its price is to be chosen.
   */
  own?: {
    readonly withTariff: boolean;
    readonly save: (configuration: MeterConfiguration, tariffId: number) => Promise<Failure | null>;
  };
  saveText: string;
  onSaved: (meter: Meter) => void;
  onCancel: () => void;
}

const OTHER = 'other';
const noRegisters: readonly KeyRegister[] = [];

/** What the till must know of a meter to sell to it, and whose it is. */
export function MeterForm(props: MeterFormProps) {
  const { t } = useTranslation();
  const registers = useTill(({ module }) => module?.registers ?? noRegisters);
  const [tariffs, setTariffs] = useState<readonly Tariff[] | null>(null);
  const [draft, setDraft] = useState<Draft>(() => draftFrom(props, registers));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = useRef<HTMLButtonElement>(null);
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));

  useEffect(() => {
    let gone = false;
    void ask('tariffs.list', {}).then((answer) => {
      if (gone) return;
      if (!answer.ok) {
        setFailure(answer.error);
        return;
      }
      setTariffs(answer.value);
      setDraft((now) => ({ ...now, tariffId: now.tariffId ?? answer.value[0]?.id ?? null }));
    });
    return () => {
      gone = true;
    };
  }, []);

  const ready = tariffs !== null;
  const numberKnown = props.drn !== null;
  // Where nothing has to be typed, Enter goes straight on.
  useEffect(() => {
    // The head of a long form stays in view.
    if (ready && numberKnown) submit.current?.focus({ preventScroll: true });
  }, [ready, numberKnown]);

  const configuration = toConfiguration(draft);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || !configuration.ok || draft.tariffId === null) return;
    setBusy(true);
    setFailure(null);
    if (props.own) {
      const problem = await props.own.save(configuration.value, draft.tariffId);
      setBusy(false);
      setFailure(problem && isUnapproved(problem) ? null : problem);
      return;
    }
    const meter = {
      configuration: configuration.value,
      customer: { name: draft.name, phone: draft.phone, address: draft.address },
      tariffId: draft.tariffId,
    };
    const { meterId, blind } = props;
    // Whoever sells may add what is sold to now; the register of meters is not theirs.
    const answer =
      meterId === null && blind
        ? await ask('meters.addBlind', meter)
        : await askApproved('meters.save', { ...meter, meterId, blind });
    setBusy(false);
    if (answer.ok) props.onSaved(answer.value);
    else setFailure(answer.error);
  };
  const wrong = tried && !configuration.ok ? configuration.error : [];
  const problem = (
    field: 'meterNumber' | 'supplyGroupCode' | 'keyRevisionNumber' | 'tariffIndex',
  ) => (wrong.includes(field) ? t(`meter.problem.${field}`) : null);
  const register = registers.find(
    (one) =>
      one.supplyGroupCode === draft.supplyGroupCode &&
      String(one.keyRevisionNumber) === draft.keyRevisionNumber,
  );
  const chosen = draft.typed || !register ? OTHER : String(register.register);
  // At the counter the name can wait; among the customers it is what one looks for.
  const person = (
    <>
      <Field
        label={t('meter.customer-name')}
        placeholder={t('optional')}
        maxLength={80}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Field
        label={t('meter.phone')}
        placeholder={t('optional')}
        inputMode="tel"
        maxLength={30}
        value={draft.phone}
        onChange={(event) => change({ phone: event.target.value })}
      />
      <Field
        className="@md:col-span-2 @2xl:col-span-1"
        label={t('meter.address')}
        placeholder={t('optional')}
        maxLength={120}
        value={draft.address}
        onChange={(event) => change({ address: event.target.value })}
      />
    </>
  );

  return (
    <form
      onSubmit={(event) => void save(event)}
      noValidate
      className="grid gap-4 @md:grid-cols-2 @2xl:grid-cols-3"
    >
      {props.drn === null && (
        <Field
          className="col-span-full"
          label={t('meter.number')}
          hint={t('meter.number-hint')}
          data-swipe="here"
          look="digits text-lg"
          ref={focusFirst}
          maxLength={64}
          value={draft.meterNumber}
          problem={problem('meterNumber')}
          onChange={(event) => change({ meterNumber: event.target.value })}
        />
      )}
      {!props.blind && !props.own && person}
      <Choice
        className="@md:col-span-2"
        label={t('meter.key')}
        hint={register ? t('meter.key-hint') : t('meter.key-none')}
        value={chosen}
        onChange={(value) => {
          const next = registers.find((one) => String(one.register) === value);
          change(next ? { typed: false, ...draftOfRegister(next) } : { typed: true });
        }}
        options={[
          ...registers.map((one) => ({ value: String(one.register), text: registerName(one, t) })),
          { value: OTHER, text: t('meter.key-other') },
        ]}
      />
      {chosen === OTHER && (
        <>
          <Field
            label={t('meter.sgc')}
            look="digits"
            inputMode="numeric"
            maxLength={6}
            value={draft.supplyGroupCode}
            problem={problem('supplyGroupCode')}
            onChange={(event) => change({ supplyGroupCode: event.target.value })}
          />
          <Field
            label={t('meter.krn')}
            look="digits"
            inputMode="numeric"
            maxLength={1}
            value={draft.keyRevisionNumber}
            problem={problem('keyRevisionNumber')}
            onChange={(event) => change({ keyRevisionNumber: event.target.value })}
          />
        </>
      )}
      <Segmented
        label={t('meter.ea')}
        value={draft.encryptionAlgorithm}
        onChange={(encryptionAlgorithm) => change({ encryptionAlgorithm })}
        options={[
          { value: 7, text: '07 STA' },
          { value: 11, text: '11 MISTY1' },
        ]}
      />
      <Segmented
        label={t('meter.tct')}
        value={draft.tokenCarrierType}
        onChange={(tokenCarrierType) => change({ tokenCarrierType })}
        options={[
          { value: 2, text: t('meter.tct-numeric') },
          { value: 1, text: t('meter.tct-card') },
        ]}
      />
      <Field
        label={t('meter.ti')}
        look="digits"
        inputMode="numeric"
        maxLength={2}
        value={draft.tariffIndex}
        problem={problem('tariffIndex')}
        onChange={(event) => change({ tariffIndex: event.target.value })}
      />
      {props.own?.withTariff !== false && (
        <Choice
          label={t('meter.tariff')}
          value={String(draft.tariffId ?? '')}
          onChange={(value) => change({ tariffId: Number(value) })}
          options={(tariffs ?? []).map((one) => ({ value: String(one.id), text: one.name }))}
          {...(tariffs?.length === 0 ? { hint: t('meter.no-tariff') } : {})}
        />
      )}
      {props.blind && person}
      {failure && (
        <FailureNote failure={failure} className="col-span-full">
          <DigitPointer text={draft.meterNumber} failure={failure} />
        </FailureNote>
      )}
      <div className="mt-2 flex flex-wrap justify-end gap-3 col-span-full">
        <Button shortcut="Esc" onClick={props.onCancel}>
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          look="primary"
          shortcut="Enter"
          ref={submit}
          disabled={busy || !ready}
        >
          {props.saveText}
        </Button>
      </div>
    </form>
  );
}
