import { useTranslation } from 'react-i18next';
import { groupsOf } from '../../helpers/groups.ts';
import { placed } from '../../helpers/placed.ts';

interface ComparedDigitsProps {
  typed: string;
  /** As they stand on the slip; null where there is none. */
  right: string | null;
  /** Places of the digits that differ, from 0. */
  wrong: readonly number[];
}

/** What was typed over what is on the slip, with the digits marked that differ. */
export function ComparedDigits({ typed, right, wrong }: ComparedDigitsProps) {
  const { t } = useTranslation();
  const differs = right !== null && wrong.length > 0;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1">
      <Line
        name={differs ? t('explain.typed') : t('token.label')}
        digits={typed}
        marked={wrong}
        look="bg-red text-surface"
      />
      {differs && (
        <Line
          name={t('explain.on-slip')}
          digits={right}
          marked={wrong}
          look="bg-accent text-accent-ink"
        />
      )}
    </dl>
  );
}

interface LineProps {
  name: string;
  digits: string;
  marked: readonly number[];
  look: string;
}

function Line({ name, digits, marked, look }: LineProps) {
  return (
    <>
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="digits flex flex-wrap gap-x-[0.5em] text-[clamp(1.05rem,2.6vw,1.75rem)] leading-snug font-bold">
        <span className="sr-only">{groupsOf(digits).join(' ')}</span>
        {placed(groupsOf(digits)).map(({ place: group, item }) => (
          <span key={group} aria-hidden="true">
            {placed([...item]).map(({ place, item: digit }) => (
              <span
                key={place}
                className={marked.includes(group * 4 + place) ? `rounded-sm ${look}` : ''}
              >
                {digit}
              </span>
            ))}
          </span>
        ))}
      </dd>
    </>
  );
}
