import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MOST_BLOCKS } from '../../../src-shared/pricing/limits.ts';
import { type Resource, unitSymbol } from '../../../src-shared/resource.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { RemoveButton } from './remove-button.tsx';
import { type BlockDraft, newBlock } from './tariff-draft.ts';

interface BlockFieldsProps {
  resource: Resource;
  blocks: readonly BlockDraft[];
  problemOf: (field: string) => string | null;
  onChange: (blocks: readonly BlockDraft[]) => void;
}

/** What a unit costs: one price, or steps by how much was bought in the month. */
export function BlockFields({ resource, blocks, problemOf, onChange }: BlockFieldsProps) {
  const { t } = useTranslation();
  const { symbol } = useFormat();
  const unit = unitSymbol(resource);
  const change = (place: number, part: Partial<BlockDraft>) =>
    onChange(blocks.map((block, at) => (at === place ? { ...block, ...part } : block)));
  /** The new step goes before the last, which has no end. */
  const add = () => onChange(blocks.toSpliced(blocks.length - 1, 0, newBlock()));
  const stepped = blocks.length > 1;
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{t('tariff.blocks', { unit })}</legend>
      {stepped && (
        <p className="-mt-1 mb-2 text-[0.8125rem] text-soft">{t('tariff.blocks-hint')}</p>
      )}
      <ul className="grid gap-3">
        {blocks.map(({ key, upTo, price }, place) => {
          const isLast = place === blocks.length - 1;
          return (
            <li key={key} className="grid grid-cols-[1fr_1fr_2.75rem] items-start gap-3">
              {isLast ? (
                <p className="self-center text-soft">{stepped ? t('tariff.above') : ''}</p>
              ) : (
                <Field
                  label={t('tariff.up-to', { unit })}
                  inputMode="decimal"
                  maxLength={20}
                  value={upTo}
                  problem={problemOf(`upTo ${key}`)}
                  onChange={(event) => change(place, { upTo: event.target.value })}
                  look="figures text-right"
                />
              )}
              <Field
                label={t('tariff.price', { symbol, unit })}
                {...(stepped ? {} : { hint: t('tariff.price-hint') })}
                inputMode="decimal"
                maxLength={20}
                value={price}
                problem={problemOf(`price ${key}`)}
                onChange={(event) => change(place, { price: event.target.value })}
                look="figures text-right"
                className={stepped ? '' : 'col-span-2 col-start-1 row-start-1 max-w-60'}
              />
              {stepped && (
                <RemoveButton
                  label={t('tariff.remove-block', { number: place + 1 })}
                  onPress={() => onChange(blocks.toSpliced(place, 1))}
                />
              )}
            </li>
          );
        })}
      </ul>
      {blocks.length < MOST_BLOCKS && (
        <Button
          className="mt-3"
          icon={<Plus aria-hidden="true" className="size-5" />}
          onClick={add}
        >
          {t('tariff.add-block')}
        </Button>
      )}
    </fieldset>
  );
}
