import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { speak } from '../../i18n/i18n.ts';
import { guessedCurrency, preferredLanguage } from '../../i18n/languages.ts';
import { refreshModule, type ShopKind, switchShop, takeState, useTill } from '../../stores/till.ts';
import { ModuleStep } from './module-step.tsx';
import { PinStep } from './pin-step.tsx';
import { type ShopDraft, ShopStep } from './shop-step.tsx';

const RestoreSteps = lazy(() => import('../restore/restore-steps.tsx'));

const STEPS = 3;

/** Sets the till up: the shop, the owner's PIN, the module. Enter goes on, Escape goes back. */
export default function FirstRun() {
  const { t } = useTranslation();
  const [step, setStep] = useState(1);
  const [draft, setDraft] = useState<ShopDraft>(() => ({
    language: preferredLanguage(navigator.languages),
    currency: guessedCurrency(navigator.language),
    shopName: '',
    ownerName: '',
  }));
  const otherShop = useTill(
    ({ till, cameFrom }) => cameFrom ?? (till?.otherShop ? 'training' : null),
  );
  const [ownerPin, setOwnerPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  // What is refused until there is a shop is told in the language that is being chosen.
  useEffect(() => void ask('till.speak', { language: draft.language }), [draft.language]);
  const change = (part: Partial<ShopDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    if (part.language) void speak(part.language);
  };
  const finish = async (link: LinkSettings) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('till.setUp', { ...draft, ownerPin, link });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    await takeState(answer.value);
    await refreshModule();
  };
  const goBack = async (to: ShopKind) => setFailure(await switchShop(to));
  useKeys('screen', {
    Escape: () => {
      if (!busy) setStep((now) => Math.max(1, now - 1));
      return true;
    },
  });

  if (restoring) {
    return (
      <div className="mx-auto flex min-h-full max-w-2xl flex-col justify-center gap-4 p-4">
        <Card className="p-7 max-sm:p-5">
          <h1 className="mb-2 text-2xl font-semibold tracking-tight">{t('restore.title')}</h1>
          <Suspense fallback={null}>
            <RestoreSteps folder="" onBack={() => setRestoring(false)} />
          </Suspense>
        </Card>
      </div>
    );
  }
  return (
    <div className="mx-auto flex min-h-full max-w-2xl flex-col justify-center gap-4 p-4">
      <div className="flex items-baseline justify-between px-1">
        <p className="text-lg font-bold tracking-tight">Voltill</p>
        <p className="text-sm text-soft">{t('first-run.step', { step, of: STEPS })}</p>
        <Button look="quiet" disabled={busy} onClick={() => setRestoring(true)}>
          {t('restore.offer')}
        </Button>
        {otherShop && (
          <Button look="quiet" disabled={busy} onClick={() => void goBack(otherShop)}>
            {t(`other-shop.back-${otherShop}`)}
          </Button>
        )}
      </div>
      <Card className="p-7 max-sm:p-5">
        {step === 1 && <ShopStep draft={draft} onChange={change} onDone={() => setStep(2)} />}
        {step === 2 && (
          <PinStep
            name={draft.ownerName}
            onBack={() => setStep(1)}
            onDone={(pin) => {
              setOwnerPin(pin);
              setStep(3);
            }}
          />
        )}
        {step === 3 && (
          <ModuleStep
            busy={busy}
            failure={failure}
            onBack={() => setStep(2)}
            onDone={(link) => void finish(link)}
          />
        )}
      </Card>
    </div>
  );
}
