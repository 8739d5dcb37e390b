import { type Handlers, operatorOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

type Reports =
  | 'reports.list'
  | 'reports.make'
  | 'reports.sales'
  | 'reports.mine'
  | 'reports.csv'
  | 'reports.pdf'
  | 'reports.print';

/** What was sold and taken in any period: on the screen, as files, on paper. */
export function reportHandlers(shop: () => Shop): Handlers<Reports> {
  const maker = () => shop().reportMaker;
  return {
    'reports.list': (_, session) => maker().list(operatorOf(session)),
    'reports.make': (question, session) => maker().make(question, operatorOf(session)),
    'reports.sales': (question, session) => maker().sales(question, operatorOf(session)),
    'reports.mine': (page, session) => maker().mine(page, operatorOf(session)),
    'reports.csv': (question, session) => maker().csv(question, operatorOf(session)),
    'reports.pdf': (question, session) => maker().pdf(question, operatorOf(session)),
    'reports.print': async (question, session) => {
      await maker().print(question, operatorOf(session));
      return {};
    },
  };
}
