import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Quote, TariffTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import { type Resource, unitSymbol } from '../../../src-shared/resource.ts';
import { ask } from '../../bridge/door.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { MoneyField, useCurrencyDigits } from '../../components/money-field.tsx';
import { QuoteGets, QuoteLines } from '../../components/quote-lines.tsx';
import { readAmount } from '../../helpers/amount.ts';
import { readDecimal } from '../../helpers/decimal.ts';
import { latestOnly } from '../../helpers/latest.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { UNIT_DECIMALS } from './tariff-draft.ts';

/** A round sum that says something in every currency: 100. */
const EXAMPLE = '100';

interface WorkedExampleProps {
  resource: Resource;
  /** Null while something in the form is not right yet. */
  terms: TariffTerms | null;
}

/** What a sum buys at the terms that are being typed, line by line, as the till would price it. */
export function WorkedExample({ resource, terms }: WorkedExampleProps) {
  const { t } = useTranslation();
  const { symbol } = useFormat();
  const digits = useCurrencyDigits();
  const [paidText, setPaidText] = useState(EXAMPLE);
  const [boughtText, setBoughtText] = useState('');
  const [quote, setQuote] = useState<Quote | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const paid = readDecimal(paidText, digits);
  const bought = readAmount(boughtText, UNIT_DECIMALS, { empty: 0 });
  const trier = useRef(
    latestOnly(
      (question: { terms: TariffTerms; resource: Resource; paid: number; bought: number }) =>
        ask('tariffs.try', question),
      (_, answer) => {
        setQuote(answer.ok ? answer.value : null);
        setFailure(answer.ok ? null : answer.error);
      },
    ),
  );
  const question =
    terms && paid.ok && bought.ok
      ? JSON.stringify({ terms, resource, paid: paid.value, bought: bought.value })
      : null;
  useEffect(() => {
    if (question !== null) trier.current.send(JSON.parse(question));
  }, [question]);

  return (
    <section
      aria-label={t('tariff.example')}
      className="rounded-xl border border-line bg-raised p-4"
    >
      <h3 className="font-semibold">{t('tariff.example')}</h3>
      <p className="mt-0.5 text-[0.8125rem] text-soft short:hidden">{t('tariff.example-hint')}</p>
      <div className="mt-3 grid grid-cols-2 items-end gap-3">
        <MoneyField
          label={t('tariff.example-paid', { symbol })}
          value={paidText}
          problem={paid.ok ? null : paid.error}
          onChange={setPaidText}
        />
        <Field
          label={t('tariff.example-bought', { unit: unitSymbol(resource) })}
          inputMode="decimal"
          maxLength={20}
          placeholder="0"
          value={boughtText}
          problem={bought.ok ? null : t(`amount.${bought.error}`)}
          onChange={(event) => setBoughtText(event.target.value)}
          look="figures text-right text-lg font-semibold placeholder:font-normal"
        />
      </div>
      <div aria-live="polite" className="mt-3">
        {question === null ? (
          <p className="text-soft">{t('tariff.example-none')}</p>
        ) : failure ? (
          <FailureNote failure={failure} />
        ) : (
          quote && (
            <>
              <dl className="figures mb-2 border-b border-line pb-2">
                <QuoteGets quote={quote} />
              </dl>
              <QuoteLines quote={quote} />
            </>
          )
        )}
      </div>
    </section>
  );
}
