import { useTranslation } from 'react-i18next';
import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import { groupsOf } from '../helpers/groups.ts';
import { placed } from '../helpers/placed.ts';
import { LogoDots } from './logo-dots.tsx';
import { Qr } from './qr.tsx';

/** A slip as it will leave the printer, on something that looks like its paper. */
export function Slip({ document }: { document: ReceiptDocument }) {
  const { t } = useTranslation();
  const width = document.paper === 58 ? 'w-60 text-[0.75rem]' : 'w-80 text-[0.8125rem]';
  return (
    <article
      aria-label={t('slip.name', { number: document.name })}
      className={`mx-auto max-w-full bg-paper px-4 py-6 leading-snug text-paper-ink shadow-[0_1px_2px_rgb(0_0_0/0.18),0_10px_30px_rgb(0_0_0/0.14)] ${width}`}
    >
      {placed(document.blocks).map(({ place, item }) => (
        <Block key={place} block={item} paper={document.paper} />
      ))}
    </article>
  );
}

/** As many columns as the paper has. */
function ruler(paper: ReceiptDocument['paper']): string {
  const columns = paper === 58 ? 32 : 48;
  const marks = Array.from({ length: Math.ceil(columns / 5) }, (_, index) =>
    String((index + 1) * 5).padStart(5, '.'),
  );
  return marks.join('').slice(0, columns);
}

function Block({ block, paper }: { block: ReceiptBlock; paper: ReceiptDocument['paper'] }) {
  const { t } = useTranslation();
  switch (block.kind) {
    case 'logo':
      return <LogoDots logo={block} paper={paper} />;
    case 'title':
      return <h3 className="mb-1 text-center text-lg font-bold break-words">{block.text}</h3>;
    case 'mark':
      return (
        <p className="my-2 bg-paper-ink px-2 py-1 text-center font-bold tracking-wide text-balance text-paper">
          {block.text}
        </p>
      );
    case 'text':
      return (
        <p
          className={`whitespace-pre-line break-words ${block.align === 'centre' ? 'text-center text-balance' : ''}`}
        >
          {block.text}
        </p>
      );
    case 'pair':
      return (
        <div
          className={`flex justify-between gap-3 py-px ${block.strong ? 'text-[1.15em] font-bold' : ''}`}
        >
          <span>{block.label}</span>
          <span className="figures text-right">{block.value}</span>
        </div>
      );
    case 'rule':
      return <hr className="my-2 border-t border-dashed border-paper-ink/60" />;
    case 'ruler':
      return (
        <p className="digits overflow-hidden text-center text-[0.7em] whitespace-nowrap">
          {ruler(paper)}
        </p>
      );
    case 'token':
      return (
        <div className="my-3 text-center">
          <p className="font-semibold">{block.label}</p>
          <p className="digits mx-auto mt-1 flex flex-wrap justify-center gap-x-[0.6em] text-[1.65rem] leading-tight font-bold">
            {placed(groupsOf(block.digits)).map(({ place, item }) => (
              <span key={place}>{item}</span>
            ))}
          </p>
          <Qr text={block.digits} label={t('token.qr')} className="mx-auto mt-2 w-28" />
        </div>
      );
  }
}
