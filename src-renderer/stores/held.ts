import { create } from 'zustand';
import type { HeldSale } from '../../src-shared/contract/held-shapes.ts';

/** Sales that wait for their customers, the one that has waited longest first. */
export const useHeld = create<{ readonly held: readonly HeldSale[] }>()(() => ({ held: [] }));
