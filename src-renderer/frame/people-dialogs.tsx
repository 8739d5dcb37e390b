import { lazy, Suspense } from 'react';
import { useApproval } from '../stores/approval.ts';
import { usePeople } from '../stores/people.ts';

const ApprovalDialog = lazy(() => import('../components/approval-dialog.tsx'));
const ChangePersonDialog = lazy(() => import('../components/change-person-dialog.tsx'));

/** Over whatever is on the screen: somebody approves, or takes the till over. */
export function PeopleDialogs() {
  const approval = useApproval((store) => store.request);
  const changing = usePeople((store) => store.changing);
  return (
    <Suspense fallback={null}>
      {changing && <ChangePersonDialog />}
      {approval && <ApprovalDialog key={approval.id} request={approval} />}
    </Suspense>
  );
}
