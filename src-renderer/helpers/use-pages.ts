import { useState } from 'react';
import { createPages, type LoadPage, NO_PAGES, type Paged } from './pages.ts';

/** A list that comes page by page. `load` is the one of the first drawing: what varies is in the query. */
export function usePages<Query, Item>(load: LoadPage<Query, Item>) {
  const [list, setList] = useState<Paged<Item>>(NO_PAGES);
  const [pages] = useState(() => createPages(load, setList));
  return { ...list, ...pages };
}
