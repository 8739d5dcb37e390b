import { useEffect, useState } from 'react';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { FoundPort } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';

/** Between two looks for what was plugged in since, in milliseconds. */
const EVERY_MS = 2000;

interface Ports {
  /** Null until they have been looked at once. */
  readonly ports: readonly FoundPort[] | null;
  readonly failure: Failure | null;
  readonly looking: boolean;
  /** Asks every port anew. */
  readonly lookAgain: () => void;
}

/** The ports of the till's computer and what answers there, for as long as somebody looks. */
export function usePorts(): Ports {
  const [ports, setPorts] = useState<readonly FoundPort[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [looking, setLooking] = useState(true);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (again: boolean) => {
      const answer = await ask('module.search', { again });
      if (gone) return;
      if (answer.ok) setPorts(answer.value);
      setFailure(answer.ok ? null : answer.error);
      setLooking(false);
      timer = setTimeout(() => void look(false), EVERY_MS);
    };
    void look(round > 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [round]);
  const lookAgain = () => {
    setLooking(true);
    setRound((now) => now + 1);
  };
  return { ports, failure, looking, lookAgain };
}
