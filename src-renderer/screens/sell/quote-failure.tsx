import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { type Resource, unitSymbol } from '../../../src-shared/resource.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { takeAsk } from './selling.ts';

interface QuoteFailureProps {
  failure: Failure;
  /** The meter whose amount is typed. */
  meterId: number;
  resource: Resource;
  className?: string;
}

/** Why there is no price for what was typed, and the nearest amount that has one. */
export function QuoteFailure({ failure, meterId, resource, className = '' }: QuoteFailureProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { least, largest, atMeterId = meterId } = failure.detail;
  const amount = typeof least === 'number' ? least : largest;
  // What another meter of the payment lacks is not to be typed here.
  if (typeof amount !== 'number' || atMeterId !== meterId)
    return <FailureNote failure={failure} className={className} />;
  const inUnits = failure.code === 'price.above-largest-units';
  return (
    <FailureNote failure={failure} className={className}>
      <Button
        className="mt-2"
        onClick={() => void takeAsk({ by: inUnits ? 'units' : 'money', amount })}
      >
        {t('quote.take', {
          amount: inUnits
            ? `${format.units(amount)} ${unitSymbol(resource)}`
            : format.money(amount),
        })}
      </Button>
    </FailureNote>
  );
}
