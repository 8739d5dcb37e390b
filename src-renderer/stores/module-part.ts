import { create } from 'zustand';

/** The parts of the module screen, in the order of its tabs. */
export const moduleParts = ['connection', 'keys'] as const;
export type ModulePart = (typeof moduleParts)[number];

export const useModulePart = create<{ readonly part: ModulePart }>()(() => ({
  part: 'connection',
}));

export function showModulePart(name: string): void {
  const part = moduleParts.find((each) => each === name);
  if (part) useModulePart.setState({ part });
}
