import { useEffect, useState } from 'react';
import type { CustomerLine } from '../../../src-shared/contract/customer-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { pageOf } from '../../helpers/pages.ts';
import { usePages } from '../../helpers/use-pages.ts';

const PAGE = 50;

/** All of them come in pages; those that are searched for at once. */
async function load(text: string, last: CustomerLine | null) {
  if (text.trim() === '') {
    const answer = await ask('customers.list', { after: last?.id ?? null, limit: PAGE });
    return pageOf(answer, ({ customers }) => customers);
  }
  const answer = await ask('customers.find', { text, limit: PAGE });
  if (!answer.ok) return answer;
  return { ok: true, value: { items: answer.value, more: false } } as const;
}

/** The customers on the screen: all in the order of their names, or those that were searched for. */
export function useCustomerList() {
  const [text, setText] = useState('');
  const { items, more, failure, find, next } = usePages(load);
  useEffect(() => find(text), [find, text]);
  return {
    text,
    lines: items,
    more,
    failure,
    search: setText,
    refresh: () => find(text),
    loadMore: next,
  };
}
