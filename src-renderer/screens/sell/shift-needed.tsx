import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import ShiftRemedy from './shift-remedy.tsx';

/** Said before the customer is served: nothing can be sold as the drawer stands. */
export default function ShiftNeeded({ counted }: { counted: boolean }) {
  const { t } = useTranslation();
  return (
    <section
      aria-labelledby="shift-needed"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-xl border border-amber-line bg-amber-soft px-5 py-3"
    >
      <TriangleAlert aria-hidden="true" className="size-6 shrink-0 text-amber" />
      <div className="min-w-64 flex-1">
        <h2 id="shift-needed" className="font-semibold text-amber">
          {t(counted ? 'shift.counted-title' : 'shift.needed-title')}
        </h2>
        <p className="text-sm">{t(counted ? 'shift.counted-stops' : 'shift.needed')}</p>
      </div>
      <div className="*:mt-0">
        <ShiftRemedy code={counted ? 'shift.counted' : 'shift.none'} />
      </div>
    </section>
  );
}
