import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/field.tsx';
import { Switch } from '../../components/switch.tsx';
import { changeSettings, type SettingsDraft } from '../../stores/settings.ts';

const MINUTES = [1, 2, 5, 10, 15, 30, 60] as const;

interface LockFieldsProps {
  draft: SettingsDraft;
  /** Whether one person works here: only they may do without a PIN. */
  alone: boolean;
}

/** When the till asks who is there. */
export function LockFields({ draft, alone }: LockFieldsProps) {
  const { t } = useTranslation();
  const { autoLockMinutes: minutes } = draft;
  // One that was chosen elsewhere stays what it is.
  const offered = [...new Set([...MINUTES, ...(minutes > 0 ? [minutes] : [])])].sort(
    (a, b) => a - b,
  );
  return (
    <section aria-labelledby="locking" className="grid gap-4 border-t border-line pt-5">
      <h3 id="locking" className="font-semibold">
        {t('people.locking')}
      </h3>
      <Choice
        className="max-w-72"
        label={t('people.auto-lock')}
        hint={t('people.auto-lock-hint')}
        value={String(minutes)}
        onChange={(value) => changeSettings({ autoLockMinutes: Number(value) })}
        options={[
          { value: '0', text: t('people.auto-lock-never') },
          ...offered.map((each) => ({
            value: String(each),
            text: t('people.auto-lock-after', { count: each }),
          })),
        ]}
      />
      <Switch
        label={t('settings.pin-at-start')}
        hint={t(alone ? 'settings.pin-at-start-hint' : 'settings.pin-at-start-several')}
        checked={draft.pinAtStart || !alone}
        disabled={!alone}
        onChange={(pinAtStart) => changeSettings({ pinAtStart })}
      />
    </section>
  );
}
