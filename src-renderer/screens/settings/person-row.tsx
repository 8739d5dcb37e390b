import { useTranslation } from 'react-i18next';
import type { Person } from '../../../src-shared/contract/people-shapes.ts';
import { Button } from '../../components/button.tsx';
import { useTill } from '../../stores/till.ts';

interface PersonRowProps {
  person: Person;
  onEdit: () => void;
  onUnlock: () => void;
  onRetire: () => void;
}

/** Somebody who works here, and what can be done about them. */
export function PersonRow({ person, onEdit, onUnlock, onRetire }: PersonRowProps) {
  const { t } = useTranslation();
  const own = useTill(({ till }) => till?.operator?.id === person.id);
  const { name, role, secret, wait } = person;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line p-4">
      <div className="min-w-0">
        <p className="font-semibold break-words">
          {name}
          {own && <span className="font-normal text-soft"> {t('people.you')}</span>}
        </p>
        <p className="text-sm text-soft">
          {t(`role.${role}`)} {'\u00b7'} {t(`who.${secret}`)}
        </p>
        {wait > 0 && <p className="mt-1 text-sm text-amber">{t('people.waits')}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        {wait > 0 && (
          <Button aria-label={t('people.unlock-name', { name })} onClick={onUnlock}>
            {t('people.unlock')}
          </Button>
        )}
        <Button aria-label={t('people.edit', { name })} onClick={onEdit}>
          {t('people.change')}
        </Button>
        <Button
          look="quiet"
          aria-label={t('people.retire-name', { name })}
          disabled={own}
          title={own ? t('people.not-yourself') : undefined}
          onClick={onRetire}
        >
          {t('people.retire')}
        </Button>
      </div>
    </li>
  );
}
