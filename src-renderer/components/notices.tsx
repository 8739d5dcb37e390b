import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dismiss, useNotices } from '../stores/notices.ts';
import { FailureNote } from './failure-note.tsx';

/** What was done and what failed outside of any one screen. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useNotices((store) => store.notices);
  return (
    <div className="pointer-events-none fixed top-1 right-2 z-20 flex w-[26rem] max-w-[calc(100vw-1rem)] flex-col gap-2">
      <div role="status" className="contents">
        {notices.map((notice) =>
          notice.kind === 'done' ? (
            <div
              key={notice.id}
              className="pointer-events-auto flex items-center gap-3 rounded-lg border border-line bg-surface pl-4 shadow-float"
            >
              <Check aria-hidden="true" className="size-5 shrink-0 text-accent" />
              <p className="flex-1 font-medium">{notice.text}</p>
              <CloseButton name={t('close')} onClick={() => dismiss(notice.id)} />
            </div>
          ) : null,
        )}
      </div>
      {notices.map((notice) =>
        notice.kind === 'failure' ? (
          <div
            key={notice.id}
            className="pointer-events-auto flex rounded-lg bg-surface shadow-float"
          >
            <FailureNote failure={notice.failure} className="flex-1" />
            <CloseButton name={t('close')} onClick={() => dismiss(notice.id)} />
          </div>
        ) : null,
      )}
    </div>
  );
}

function CloseButton({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={name}
      onClick={onClick}
      className="grid size-11 shrink-0 place-items-center rounded-lg text-soft hover:bg-raised hover:text-ink"
    >
      <X aria-hidden="true" className="size-5" />
    </button>
  );
}
