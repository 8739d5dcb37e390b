import { TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { dismissTold, useNotices } from '../stores/notices.ts';
import { go } from '../stores/till.ts';

/**
 * What became of a sale when the till stopped: whose money it is stands in it, so it waits to be read. In
 * the way of nothing, for the token may stand on the screen at the same time; one after the other.
 */
export function ToldBar() {
  const { t } = useTranslation();
  const [first] = useNotices((store) => store.told);
  if (!first) return null;
  const { saleId, sentence } = first;
  const show = () => {
    dismissTold(saleId);
    go('sales', saleId);
  };
  return (
    <div
      key={saleId}
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-amber-line bg-amber-soft py-1 pr-2 pl-4"
    >
      <TriangleAlert aria-hidden="true" className="size-5 shrink-0 text-amber" />
      <p className="min-w-64 flex-1 py-1 font-medium">{sentence}</p>
      <Button onClick={show}>{t('told.show')}</Button>
      <button
        type="button"
        aria-label={t('close')}
        onClick={() => dismissTold(saleId)}
        className="grid size-11 shrink-0 place-items-center rounded-lg text-soft hover:bg-raised hover:text-ink"
      >
        <X aria-hidden="true" className="size-5" />
      </button>
    </div>
  );
}
