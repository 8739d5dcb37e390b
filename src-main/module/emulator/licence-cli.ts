import { type LicenceOrder, licenceMail, makeLicence } from './licence-maker.ts';
import { type Flags, readFlags } from './maker-flags.ts';
import { refuse } from './system-reason.ts';

/** `npm run -s licence`: prints a licence for an emulated module, as it stands in an e-mail. */

const USAGE = `Usage: npm run -s licence -- --module ID --transactions N --expires DAY [options]

Prints a licence for an emulated module. No real module takes it.

  --module ID          the module it is for, eight digits
  --transactions N     how many it adds
  --unlimited          nothing is counted until it expires; --transactions means nothing then
  --expires DAY        the last day it is good for, UTC, e.g. 2027-11-30
  --warranty DAY       the day the warranty ends; the same if left out
  --renewal-month N    the month it renews in, 1 to 12; that of --expires if left out
  --help               this text`;

/** What fits nine digits, as the certificate wants it. */
const MOST_TRANSACTIONS = 999_999_999;

function read(flags: Flags): string {
  if (flags.has('help')) return USAGE;
  const moduleId = flags.need('module', flags.text('module', /^\d{8}$/, 'eight digits'));
  const unlimited = flags.has('unlimited') ? 'unlimited' : undefined;
  const counted = flags.number('transactions', 1, MOST_TRANSACTIONS);
  const expires = flags.need('expires', flags.day('expires'));
  const order: LicenceOrder = {
    moduleId,
    transactions: unlimited ?? flags.need('transactions', counted),
    expires: wireDay(expires),
    // Renewing a licence extends the warranty as well, and annual ones renew in the same month.
    warrantyUntil: wireDay(flags.day('warranty') ?? expires),
    renewalMonth: flags.number('renewal-month', 1, 12) ?? expires.getUTCMonth() + 1,
  };
  return licenceMail(makeLicence(order));
}

/** CCYYMMDD. */
function wireDay(day: Date): string {
  return day.toISOString().slice(0, 10).replaceAll('-', '');
}

const names = ['module', 'transactions', 'expires', 'warranty', 'renewal-month'];
const made = readFlags(process.argv.slice(2), names, ['unlimited', 'help'], read);
if (made.ok) process.stdout.write(`${made.value}\n`);
else refuse('licence', made.error);
