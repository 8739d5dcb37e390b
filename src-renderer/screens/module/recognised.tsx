import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Over what was recognised in a pasted text. It takes the cursor, and no button does: the Enter of
 * somebody in a hurry must not send anything.
 */
export function Recognised() {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // Together with the keys of the screen, so that they are there once the cursor is.
  useEffect(() => heading.current?.focus(), []);
  return (
    <h3 ref={heading} tabIndex={-1} className="font-semibold">
      {t('licence.recognised')}
    </h3>
  );
}
