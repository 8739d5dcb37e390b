import { useEffect, useRef, useState } from 'react';
import type { CustomerLine } from '../../../src-shared/contract/customer-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { latestOnly } from '../../helpers/latest.ts';

const PAGE = 50;

/** The customers on the screen: all in the order of their names, or those that were searched for. */
export function useCustomerList() {
  const [text, setText] = useState('');
  const [lines, setLines] = useState<readonly CustomerLine[] | null>(null);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const finder = useRef(
    latestOnly(
      async (wanted: string) => {
        if (wanted.trim() === '') return ask('customers.list', { after: null, limit: PAGE });
        const answer = await ask('customers.find', { text: wanted, limit: PAGE });
        if (!answer.ok) return answer;
        return { ok: true, value: { customers: answer.value, more: false } } as const;
      },
      (_, answer) => {
        setFailure(answer.ok ? null : answer.error);
        if (!answer.ok) return;
        setLines(answer.value.customers);
        setMore(answer.value.more);
      },
    ),
  );
  useEffect(() => finder.current.send(text), [text]);
  const loadMore = async () => {
    const last = lines?.at(-1);
    if (!lines || !last) return;
    const answer = await ask('customers.list', { after: last.id, limit: PAGE });
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    setLines([...lines, ...answer.value.customers]);
    setMore(answer.value.more);
  };
  return {
    text,
    lines,
    more,
    failure,
    search: setText,
    refresh: () => finder.current.send(text),
    loadMore: () => void loadMore(),
  };
}
