import { create } from 'zustand';

/** A token that a meter refused, and the meter, where it is known. */
interface Asked {
  readonly token: string;
  readonly meterId: number | null;
}

/** The token somebody asks about; null while nobody does. */
export const useExplain = create<{ readonly asked: Asked | null }>()(() => ({ asked: null }));

/** Opens the dialog that says why a meter is likely to refuse a token. */
export function explainToken(token: string, meterId: number | null): void {
  useExplain.setState({ asked: { token, meterId } });
}

export function stopExplaining(): void {
  useExplain.setState({ asked: null });
}
