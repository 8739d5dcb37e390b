import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { SlipButtons } from '../../components/slip-buttons.tsx';
import { nextCustomer } from './find.ts';

interface SoldActionsProps {
  /** Whose slip is meant; undefined where nothing was sold. */
  sale: Sale | undefined;
  /** The way to the next customer. */
  next: Ref<HTMLButtonElement>;
}

/**
 * What can be done with a sale that is done, and the way on. It stays in view where what went wrong is longer
 * than the screen, so that the cursor in it scrolls no token away.
 */
export function SoldActions({ sale, next }: SoldActionsProps) {
  const { t } = useTranslation();
  return (
    <div className="-mx-5 mt-1 -mb-5 flex flex-wrap gap-3 rounded-b-xl bg-surface px-5 pt-3 pb-5 max-xl:gap-2 max-sm:-mx-4 max-sm:-mb-4 max-sm:px-4 md:sticky md:bottom-0 md:z-1 short:pt-2 short:pb-3">
      {sale && <SlipButtons key={sale.id} sale={sale} copy={false} />}
      <button
        ref={next}
        type="button"
        onClick={nextCustomer}
        className="ml-auto inline-flex min-h-12 items-center gap-3 rounded-lg bg-accent px-6 text-lg font-semibold text-accent-ink hover:bg-accent-strong max-xl:px-4"
      >
        {t('sold.next')} <KeyCap of="Enter" plain />
      </button>
    </div>
  );
}
