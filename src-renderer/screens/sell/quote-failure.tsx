import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { type Resource, unitSymbol } from '../../../src-shared/resource.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { takeAsk } from './selling.ts';

interface QuoteFailureProps {
  failure: Failure;
  resource: Resource;
  className?: string;
}

/** Why there is no price for what was typed, and the nearest amount that has one. */
export function QuoteFailure({ failure, resource, className = '' }: QuoteFailureProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { least, largest } = failure.detail;
  const amount = typeof least === 'number' ? least : largest;
  if (typeof amount !== 'number') return <FailureNote failure={failure} className={className} />;
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
