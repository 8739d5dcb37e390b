import { HardDrive } from 'lucide-react';
import { type Ref, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiskPlace } from '../../src-shared/contract/backup-shapes.ts';
import { ask } from '../bridge/door.ts';
import { sizeText } from '../helpers/bytes.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';

interface FolderFieldProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (folder: string) => void;
  ref?: Ref<HTMLInputElement>;
}

/** A folder, typed, or one of the sticks and disks that are plugged in. */
export function FolderField({ label, hint, value, onChange, ref }: FolderFieldProps) {
  const { t, i18n } = useTranslation();
  const [places, setPlaces] = useState<readonly DiskPlace[]>([]);
  useEffect(() => {
    void ask('backup.places', {}).then((answer) => {
      if (answer.ok) setPlaces(answer.value);
    });
  }, []);
  return (
    <div className="grid gap-2">
      <Field
        {...(ref && { ref })}
        label={label}
        hint={hint}
        maxLength={1000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        look="digits text-sm"
      />
      {places.length > 0 && (
        <ul aria-label={t('backup.places')} className="flex flex-wrap gap-2">
          {places.map(({ folder, freeBytes }) => (
            <li key={folder}>
              <Button
                icon={<HardDrive aria-hidden="true" className="size-4" />}
                aria-pressed={value === folder}
                onClick={() => onChange(folder)}
              >
                {folder}{' '}
                <span className="font-normal text-soft">
                  {t('backup.free', { size: sizeText(freeBytes, i18n.language) })}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
