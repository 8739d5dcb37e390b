import { actorOf, type Handlers, operatorOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

type Shifts =
  | 'shift.state'
  | 'shift.open'
  | 'shift.drop'
  | 'shift.payIn'
  | 'shift.payOut'
  | 'shift.count'
  | 'shift.recount'
  | 'shift.close'
  | 'shift.xReport'
  | 'shift.printX'
  | 'shift.zReports'
  | 'shift.zReport'
  | 'shift.printZ'
  | 'shift.zPdf';

/** The drawer: opened, moved, counted, closed, and the reports of it. */
export function shiftHandlers(shop: () => Shop): Handlers<Shifts> {
  const desk = () => shop().shifts;
  const reports = () => shop().paper.reports;
  return {
    'shift.state': () => desk().state(),
    'shift.open': ({ float }, session, approver) => desk().open(float, actorOf(session, approver)),
    'shift.drop': (input, session, approver) =>
      desk().move({ ...input, kind: 'drop' }, actorOf(session, approver)),
    'shift.payIn': (input, session, approver) =>
      desk().move({ ...input, kind: 'pay-in' }, actorOf(session, approver)),
    'shift.payOut': (input, session, approver) =>
      desk().move({ ...input, kind: 'pay-out' }, actorOf(session, approver)),
    'shift.count': ({ counted }, session, approver) =>
      desk().count(counted, actorOf(session, approver)),
    'shift.recount': ({ counted }, session, approver) =>
      desk().recount(counted, actorOf(session, approver)),
    'shift.close': (input, session, approver) =>
      desk().close(input, operatorOf(session), actorOf(session, approver)),
    'shift.xReport': (_, session) => {
      const report = desk().xReport(operatorOf(session));
      return { report, document: reports().xDocument(report) };
    },
    'shift.printX': async (_, session) => {
      await reports().printX(desk().xReport(operatorOf(session)));
      return {};
    },
    'shift.zReports': ({ before, limit }) => reports().list(before, limit),
    'shift.zReport': ({ number }) => reports().z(number),
    'shift.printZ': async ({ number }, session, approver) => {
      await reports().printZ(number, actorOf(session, approver));
      return {};
    },
    'shift.zPdf': ({ number }, session, approver) =>
      reports().pdf(number, actorOf(session, approver)),
  };
}
