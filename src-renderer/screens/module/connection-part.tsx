import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { LinkForm } from '../../components/link-form.tsx';
import { ModuleFacts } from '../../components/module-facts.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { askApproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';
import { refreshTill, takeModule, useTill } from '../../stores/till.ts';
import { OtherShop } from './other-shop.tsx';

/** What the module is and what it has left, and the way to it. */
export function ConnectionPart() {
  const { t } = useTranslation();
  const module = useTill((store) => store.module);
  const training = useTill(({ till }) => till?.training ?? false);
  const [busy, setBusy] = useState(false);
  const [changing, setChanging] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const refresh = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('module.refresh', {});
    setBusy(false);
    if (answer.ok) takeModule(answer.value);
    else setFailure(answer.error);
  };
  const use = async (link: LinkSettings) => {
    setBusy(true);
    setFailure(null);
    const answer = await askApproved('module.use', { link });
    setBusy(false);
    setChanging(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    takeModule(answer.value);
    // Another module may mean the end, or the beginning, of training.
    await refreshTill();
    tellDone(t('module.changed', { name: answer.value.moduleId ?? answer.value.linkName }));
  };
  useKeys('screen', {
    F5: () => {
      void refresh();
      return true;
    },
  });

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap justify-end gap-3">
        <Button
          shortcut="F5"
          disabled={busy}
          icon={<RefreshCw aria-hidden="true" className={`size-4 ${busy ? 'animate-spin' : ''}`} />}
          onClick={() => void refresh()}
        >
          {t('module.refresh')}
        </Button>
        <Button disabled={busy} onClick={() => setChanging(true)}>
          {t('module.change')}
        </Button>
      </div>
      {failure && <FailureNote failure={failure} />}
      <Card className="p-5" aria-label={t('module.title')}>
        {module ? <ModuleFacts module={module} /> : <p className="text-soft">{t('loading')}</p>}
      </Card>
      <OtherShop />
      {changing && (
        <Dialog wide title={t('module.change')} onClose={() => setChanging(false)}>
          <p className="mb-4 text-soft">{t('module.change-about')}</p>
          <LinkForm
            builtIn={training}
            useText={t('module.use')}
            busy={busy}
            onUse={(link) => void use(link)}
            onCancel={() => setChanging(false)}
            {...(module ? { at: module.link } : {})}
          />
        </Dialog>
      )}
    </div>
  );
}
