import { useTranslation } from 'react-i18next';
import { type ApprovalRequest, approversOf } from '../stores/approval.ts';
import { FormDialog } from './form-dialog.tsx';
import { useWho } from './use-who.ts';
import { WhoFields } from './who-fields.tsx';

/** What can be approved of at all, by its permission. */
const approvable = [
  'refund',
  'give-units',
  'manage-customers',
  'manage-debts',
  'manage-module',
  'pay-out',
  'see-takings',
  'recount',
  'open-drawer',
  'manage-deposit',
  'confirm-clock',
] as const;

/** Whoever may do it stands by, chooses their name and says so with their PIN. */
export default function ApprovalDialog({ request }: { request: ApprovalRequest }) {
  const { t } = useTranslation();
  const who = useWho({
    people: async () => {
      const answer = await approversOf(request.procedure);
      return answer.ok ? answer.value : null;
    },
    attempt: request.attempt,
  });
  const what = approvable.find((each) => each === request.permission);
  return (
    <FormDialog
      title={t('approval.title')}
      submit={t('approval.approve')}
      disabled={!who.ready}
      onSubmit={() => void who.submit()}
      onClose={request.cancel}
    >
      <div>
        {what && <p className="font-medium">{t(`approval.for.${what}`)}</p>}
        <p className="mt-1 text-soft">{t('approval.about')}</p>
      </div>
      {who.people.length > 0 && <WhoFields who={who} question={t('approval.who')} />}
      {who.nobody && <p className="font-medium">{t('approval.nobody')}</p>}
    </FormDialog>
  );
}
