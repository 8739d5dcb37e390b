import { useTranslation } from 'react-i18next';
import type { CustomerFile } from '../../../src-shared/contract/customer-shapes.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { grouped } from '../../helpers/groups.ts';
import { askApproved } from '../../stores/approval.ts';
import { EditCustomerDialog } from './edit-customer-dialog.tsx';
import { MeterDialog } from './meter-dialog.tsx';
import { OtherCustomerDialog } from './other-customer-dialog.tsx';

/** What somebody is about to do with a customer or one of their meters. */
export type Doing =
  | { readonly what: 'edit' | 'merge' | 'close' | 'reopen' | 'add-meter' }
  | {
      readonly what: 'edit-meter' | 'move' | 'replace' | 'close-meter' | 'reopen-meter';
      readonly meter: Meter;
    };

interface CustomerDialogsProps {
  file: CustomerFile;
  doing: Doing;
  /** It is done; with the account as it is then. */
  onDone: (file: CustomerFile) => void;
  onClose: () => void;
}

/** The dialog for what is about to be done: each says what follows from it. */
export function CustomerDialogs({ file, doing, onDone, onClose }: CustomerDialogsProps) {
  const { t } = useTranslation();
  const { customer } = file;
  const { id: customerId } = customer;
  const name = customer.name || t('meter.nameless');
  const shared = { onDone, onClose };
  switch (doing.what) {
    case 'edit':
      return <EditCustomerDialog customer={customer} {...shared} />;
    case 'add-meter':
      return <MeterDialog customer={customer} doing="add" meter={null} {...shared} />;
    case 'edit-meter':
      return <MeterDialog customer={customer} doing="edit" meter={doing.meter} {...shared} />;
    case 'replace':
      return <MeterDialog customer={customer} doing="replace" meter={doing.meter} {...shared} />;
    case 'move':
      return (
        <OtherCustomerDialog
          title={t('customers.move-title', { number: grouped(doing.meter.drn) })}
          about={t('customers.move-about', { name })}
          submit={t('customers.move-submit')}
          not={customerId}
          act={(to) =>
            askApproved('customers.moveMeter', { meterId: doing.meter.id, customerId: to })
          }
          done={(to) => t('customers.moved', { name: to })}
          {...shared}
        />
      );
    case 'merge':
      return (
        <OtherCustomerDialog
          title={t('customers.merge-title', { name })}
          about={t('customers.merge-about', { name })}
          submit={t('customers.merge-submit')}
          not={customerId}
          act={(into) => askApproved('customers.merge', { from: customerId, into })}
          done={(into) => t('customers.merged', { name, into })}
          {...shared}
        />
      );
    case 'close':
      return (
        <ConfirmDialog
          title={t('customers.close-title', { name })}
          about={t('customers.close-about')}
          submit={t('customers.close-submit')}
          act={() => askApproved('customers.close', { customerId })}
          done={t('customers.close-done', { name })}
          {...shared}
        />
      );
    case 'reopen':
      return (
        <ConfirmDialog
          title={t('customers.reopen-title', { name })}
          about={t('customers.reopen-about')}
          submit={t('customers.reopen')}
          look="primary"
          act={() => askApproved('customers.reopen', { customerId })}
          done={t('customers.reopen-done', { name })}
          {...shared}
        />
      );
    case 'close-meter':
      return (
        <ConfirmDialog
          title={t('customers.close-meter-title', { number: grouped(doing.meter.drn) })}
          about={t('customers.close-meter-about')}
          submit={t('customers.close-meter-submit')}
          act={() => askApproved('customers.closeMeter', { meterId: doing.meter.id })}
          done={t('customers.close-meter-done', { number: grouped(doing.meter.drn) })}
          {...shared}
        />
      );
    case 'reopen-meter':
      return (
        <ConfirmDialog
          title={t('customers.reopen-meter-title', { number: grouped(doing.meter.drn) })}
          about={t('customers.reopen-meter-about')}
          submit={t('customers.reopen-meter')}
          look="primary"
          act={() => askApproved('customers.reopenMeter', { meterId: doing.meter.id })}
          done={t('customers.reopen-meter-done', { number: grouped(doing.meter.drn) })}
          {...shared}
        />
      );
  }
}
