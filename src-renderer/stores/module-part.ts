import { create } from 'zustand';
import { go } from './till.ts';

/** The parts of the module screen, in the order of its tabs. */
export const moduleParts = ['connection', 'keys', 'licence', 'alarms'] as const;
export type ModulePart = (typeof moduleParts)[number];

interface ModulePartStore {
  readonly part: ModulePart;
  /** The paste window was asked for by its key, and takes the cursor when it is there. */
  readonly pasteWanted: boolean;
}

export const useModulePart = create<ModulePartStore>()(() => ({
  part: 'connection',
  pasteWanted: false,
}));

export function showModulePart(name: string): void {
  const part = moduleParts.find((each) => each === name);
  if (part) useModulePart.setState({ part });
}

export function goToModule(part: ModulePart): void {
  useModulePart.setState({ part });
  go('module');
}

/** From wherever one is, into the window a licence is pasted into. */
export function openLicence(): void {
  useModulePart.setState({ pasteWanted: true });
  goToModule('licence');
}
