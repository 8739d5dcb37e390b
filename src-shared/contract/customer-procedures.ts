import { z } from 'zod';
import { customerFile, customerLine, customerRecord } from './customer-shapes.ts';
import { acts, asks } from './procedure.ts';
import { id, meterConfiguration, sale } from './shapes.ts';

const limit = z.int().min(1).max(100);
const customerId = z.strictObject({ customerId: id });
const meterId = z.strictObject({ meterId: id });

/** Who buys, and which meters are theirs. What changes an account answers it as it is then. */
export const customerProcedures = {
  /** In the order of their names, from the one after `after`; accounts that became part of others left out. */
  'customers.list': asks(
    'sell',
    z.strictObject({ after: id.nullable(), limit }),
    z.object({ customers: z.array(customerLine), more: z.boolean() }),
  ),
  /** By name, phone, address, ID number or the number of a meter. */
  'customers.find': asks(
    'sell',
    z.strictObject({ text: z.string().max(200), limit }),
    z.array(customerLine),
  ),
  'customers.get': asks('sell', customerId, customerFile),
  /**
   * What they bought, the latest first; `meterId`: at that meter only, and at those whose place it took.
   * What was bought at a meter that is somebody else's by now stays with who bought it.
   */
  'customers.sales': asks(
    'see-sales',
    z.strictObject({
      customerId: id,
      meterId: id.nullable(),
      /** Only sales with a smaller id, for the next page. */
      before: id.nullable(),
      limit,
    }),
    z.object({ sales: z.array(sale), more: z.boolean() }),
  ),

  /** Adds a customer without a meter (`customerId` null), or changes one. */
  'customers.save': acts(
    'manage-customers',
    z.strictObject({ customerId: id.nullable(), details: customerRecord }),
    customerFile,
  ),
  'customers.addMeter': acts(
    'manage-customers',
    z.strictObject({ customerId: id, configuration: meterConfiguration, tariffId: id }),
    customerFile,
  ),
  /** From now on the meter is another customer's. Answers that customer. */
  'customers.moveMeter': acts(
    'manage-customers',
    z.strictObject({ meterId: id, customerId: id }),
    customerFile,
  ),
  /** A new meter takes the place, the customer and the tariff of one that is closed by it. */
  'customers.replaceMeter': acts(
    'manage-customers',
    z.strictObject({ meterId: id, configuration: meterConfiguration }),
    customerFile,
  ),
  /** Two accounts of one person become one: `from` is closed for good and its meters are those of `into`. */
  'customers.merge': acts('manage-customers', z.strictObject({ from: id, into: id }), customerFile),
  /** Nothing more is sold to any of their meters; what was sold stays. */
  'customers.close': acts('manage-customers', customerId, customerFile),
  'customers.reopen': acts('manage-customers', customerId, customerFile),
  /** Nothing more is sold to the meter; what was sold stays. */
  'customers.closeMeter': acts('manage-customers', meterId, customerFile),
  'customers.reopenMeter': acts('manage-customers', meterId, customerFile),
} as const;
