import type { ReactNode } from 'react';
import type { SettingsDraft, SettingsProblems } from '../../stores/settings.ts';

export interface PartProps {
  draft: SettingsDraft;
  /** Null until there is something to complain about. */
  problems: SettingsProblems | null;
}

/** A part of the settings: its name, then its fields in one column. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-4 text-lg font-semibold">{title}</h2>
      <div className="grid max-w-xl gap-5">{children}</div>
    </div>
  );
}
