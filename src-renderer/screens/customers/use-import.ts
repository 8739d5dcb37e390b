import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { ImportLook } from '../../../src-shared/contract/import-shapes.ts';
import { ask, door } from '../../bridge/door.ts';
import { askApproved, isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';
import { sendFile } from './file-travel.ts';

type ImportState =
  | { readonly at: 'none' | 'sending' | 'looking' }
  | { readonly at: 'looked' | 'taking' | 'done'; readonly look: ImportLook };

/** A file on its way into the till: sent, looked at, taken over. */
export function useImport(onDone: () => void) {
  const { t } = useTranslation();
  const [state, setState] = useState<ImportState>({ at: 'none' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [tariffId, setTariffId] = useState<number | null>(null);
  /** The file that is wanted: what comes of an earlier one is not shown. */
  const wanted = useRef(0);
  useEffect(
    () =>
      door.onEvent((event) => {
        if (event.name === 'import') setProgress(event.value);
      }),
    [],
  );
  const lookAt = async (importId: string, tariff: number | null, turn: number) => {
    const answer = await ask('imports.look', { importId, tariffId: tariff });
    if (turn !== wanted.current) return;
    setProgress(null);
    setFailure(answer.ok ? null : answer.error);
    setState(answer.ok ? { at: 'looked', look: answer.value } : { at: 'none' });
  };
  const open = async (file: File) => {
    wanted.current += 1;
    const turn = wanted.current;
    setFailure(null);
    setState({ at: 'sending' });
    const [sent, tariffs] = await Promise.all([sendFile(file), ask('tariffs.list', {})]);
    if (turn !== wanted.current) return;
    if (!sent.ok) {
      setFailure(sent.error);
      setState({ at: 'none' });
      return;
    }
    // Where there is one price only, there is nothing to choose.
    const only = tariffs.ok && tariffs.value.length === 1 ? tariffs.value[0]?.id : undefined;
    const tariff = tariffId ?? only ?? null;
    setTariffId(tariff);
    setState({ at: 'looking' });
    await lookAt(sent.value, tariff, turn);
  };
  const take = async (look: ImportLook) => {
    setFailure(null);
    setState({ at: 'taking', look });
    const answer = await askApproved('imports.do', { importId: look.importId, tariffId });
    setProgress(null);
    if (!answer.ok) {
      setFailure(isUnapproved(answer.error) ? null : answer.error);
      setState({ at: 'looked', look });
      return;
    }
    const { counts } = answer.value;
    setState({ at: 'done', look: { ...look, counts } });
    tellDone(t('import.taken', { added: counts.new, changed: counts.changed }));
    onDone();
  };
  return {
    state,
    failure,
    progress,
    open: (file: File | undefined) => {
      if (file) void open(file);
    },
    look: (importId: string, tariff: number) => {
      setTariffId(tariff);
      void lookAt(importId, tariff, wanted.current);
    },
    take: (look: ImportLook) => void take(look),
  };
}
