import { Delete } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { decimalMark } from '../helpers/decimal.ts';
import type { KeypadKey } from '../helpers/keypad.ts';

const rows: readonly (readonly KeypadKey[])[] = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
];

interface KeypadProps {
  onPress: (key: KeypadKey) => void;
  /** What stands left of 0: a point for amounts, nothing for digits. */
  corner: '.' | '00' | null;
  disabled?: boolean;
}

/** Digits for touch. It never takes the cursor out of the field it types into. */
export function Keypad({ onPress, corner, disabled = false }: KeypadProps) {
  const { t } = useTranslation();
  const last: readonly (KeypadKey | null)[] = [corner, '0', 'back'];
  return (
    <fieldset disabled={disabled} className="grid grid-cols-3 gap-2">
      <legend className="sr-only">{t('keypad.name')}</legend>
      {[...rows, last].flat().map((key) =>
        key === null ? (
          <span key="none" />
        ) : (
          <button
            key={key}
            type="button"
            tabIndex={-1}
            aria-label={key === 'back' ? t('keypad.back') : key === '.' ? t('keypad.point') : key}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPress(key)}
            className="figures flex min-h-11 items-center justify-center rounded-lg border border-line bg-raised text-xl font-semibold hover:border-edge active:bg-accent-soft"
          >
            <KeyFace of={key} />
          </button>
        ),
      )}
    </fieldset>
  );
}

function KeyFace({ of: key }: { of: KeypadKey }) {
  if (key === 'back') return <Delete aria-hidden="true" className="size-5" />;
  return key === '.' ? decimalMark() : key;
}
