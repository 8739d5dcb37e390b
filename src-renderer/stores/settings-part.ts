import { create } from 'zustand';
import { go } from './till.ts';

interface SettingsPartStore {
  /** The id of a part of the settings; the first of them where whoever sits here has no such part. */
  readonly part: string;
}

export const useSettingsPart = create<SettingsPartStore>()(() => ({ part: '' }));

export function showSettingsPart(part: string): void {
  useSettingsPart.setState({ part });
}

export function goToSettings(part: string): void {
  showSettingsPart(part);
  go('settings');
}
