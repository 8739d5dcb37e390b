import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useCursorBack } from '../../helpers/cursor-back.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useMayAsk } from '../../stores/people.ts';
import { useSell } from '../../stores/sell.ts';
import { goToShift, useShift } from '../../stores/shift.ts';
import { OpenForm } from '../shift/open-form.tsx';

/** What puts it right that nothing can be sold: a shift to open or to close, a deposit to top up. */
export default function ShiftRemedy({ code }: { code: string }) {
  const { t } = useTranslation();
  const seesDeposit = useMayAsk('see-deposit');
  if (code === 'shift.none') return <OpenHere />;
  if (code === 'shift.counted') {
    return (
      <Button className="mt-3" shortcut="F12" onClick={() => goToShift('now')}>
        {t('shift.to-close')}
      </Button>
    );
  }
  if (!code.startsWith('deposit.') || !seesDeposit) return null;
  return (
    <Button className="mt-3" onClick={() => goToShift('deposit')}>
      {t('deposit.to-deposit')}
    </Button>
  );
}

/** Opens a shift over the sale, which stays as it is. */
function OpenHere() {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const remember = useCursorBack(asking);
  const lastLeft = useShift(({ state }) => state?.lastLeft ?? 0);
  const goOn = () => {
    setAsking(false);
    useSell.setState({ saleFailure: null });
  };
  const show = () => {
    remember();
    setAsking(true);
    return true;
  };
  useKeys('screen', { 'Alt+s': show });
  return (
    <>
      <Button look="primary" className="mt-3" shortcut="Alt S" onClick={show}>
        {t('shift.open-title')}
      </Button>
      {asking && (
        <Dialog title={t('shift.open-title')} onClose={() => setAsking(false)}>
          <OpenForm lastLeft={lastLeft} onOpened={goOn} />
        </Dialog>
      )}
    </>
  );
}
