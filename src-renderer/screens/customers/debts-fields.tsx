import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { MoneyField } from '../../components/money-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import type { DecimalProblem } from '../../helpers/decimal.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { DebtDraft, DebtProblem, DebtProblems } from './debts-draft.ts';

interface DebtFieldsProps {
  draft: DebtDraft;
  /** What is owed is asked for only of a new one. */
  isNew: boolean;
  /** Null until there is something to complain about. */
  problems: DebtProblems | null;
  onChange: (part: Partial<DebtDraft>) => void;
}

/** What is owed for what, and how each sale takes its part of it. */
export function DebtFields({ draft, isNew, problems, onChange }: DebtFieldsProps) {
  const { t } = useTranslation();
  const { symbol } = useFormat();
  /** The sentences of an amount field stand in the field itself. */
  const amountProblem = (problem: DebtProblem | undefined): DecimalProblem | null =>
    problem === undefined ||
    problem === 'missing' ||
    problem === 'over-whole' ||
    problem === 'no-turn'
      ? null
      : problem;
  const share = problems?.get('share');
  const shareAmount = amountProblem(share);
  const shareProblem =
    share === 'over-whole' ? t('debts.share-high') : shareAmount && t(`amount.${shareAmount}`);
  return (
    <>
      <Field
        data-first=""
        label={t('debts.for')}
        placeholder={t('debts.for-example')}
        maxLength={40}
        value={draft.name}
        problem={problems?.has('name') ? t('tariff.problem.missing') : null}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      {isNew && (
        <div className="flex flex-wrap items-start gap-4">
          <Segmented
            label={t('debts.kind')}
            value={draft.kind}
            onChange={(kind) => onChange({ kind })}
            options={[
              { value: 'arrears', text: t('debts.kinds.arrears') },
              { value: 'auxiliary', text: t('debts.kinds.auxiliary') },
            ]}
          />
          <MoneyField
            label={t('debts.owed', { symbol })}
            value={draft.owed}
            problem={amountProblem(problems?.get('owed'))}
            onChange={(owed) => onChange({ owed })}
            className="min-w-36 flex-1"
          />
        </div>
      )}
      <div className="flex flex-wrap items-start gap-4">
        <Segmented
          label={t('debts.take')}
          value={draft.take}
          onChange={(take) => onChange({ take })}
          options={[
            { value: 'share', text: t('debts.takes.share') },
            { value: 'fixed', text: t('debts.takes.fixed') },
            { value: 'whole', text: t('debts.takes.whole') },
          ]}
        />
        {draft.take === 'share' && (
          <Field
            label={t('debts.share')}
            inputMode="decimal"
            maxLength={6}
            value={draft.share}
            problem={shareProblem}
            onChange={(event) => onChange({ share: event.target.value })}
            className="min-w-28 flex-1"
            look="figures text-right text-lg font-semibold"
          />
        )}
        {draft.take === 'fixed' && (
          <MoneyField
            label={t('debts.amount', { symbol })}
            value={draft.amount}
            problem={amountProblem(problems?.get('amount'))}
            onChange={(amount) => onChange({ amount })}
            className="min-w-28 flex-1"
          />
        )}
      </div>
      <div className="grid grid-cols-2 gap-4">
        <MoneyField
          label={t('debts.per-sale', { symbol })}
          placeholder={t('debts.no-limit')}
          value={draft.perSale}
          problem={amountProblem(problems?.get('perSale'))}
          onChange={(perSale) => onChange({ perSale })}
        />
        <MoneyField
          label={t('debts.per-month', { symbol })}
          placeholder={t('debts.no-limit')}
          value={draft.perMonth}
          problem={amountProblem(problems?.get('perMonth'))}
          onChange={(perMonth) => onChange({ perMonth })}
        />
      </div>
      <Field
        label={t('debts.priority')}
        hint={t('debts.priority-hint')}
        inputMode="numeric"
        maxLength={2}
        value={draft.priority}
        problem={problems?.has('priority') ? t('debts.no-turn') : null}
        onChange={(event) => onChange({ priority: event.target.value })}
        className="max-w-60"
        look="figures text-right text-lg font-semibold"
      />
    </>
  );
}
