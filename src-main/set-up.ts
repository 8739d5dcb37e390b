import { renameSync, rmSync } from 'node:fs';
import trainingProfile from '../resources/training-profile.json' with { type: 'json' };
import type { Parsed } from '../src-shared/contract/procedures.ts';
import { mustSpeak } from './languages.ts';
import { openBooks } from './ledger/books.ts';
import { removeHold } from './ledger/held-ledger.ts';
import { messagesIn } from './messages.ts';
import { keptSecret } from './people/sign-in.ts';
import { Refusal } from './refusal.ts';
import { openDemoShop } from './vending/demo-shop.ts';
import { currencyDigits, defaultShop } from './vending/shop-defaults.ts';

/** A usual rate, for the training tariff only. */
const TRAINING_VAT = 1500;

/**
 * Makes the ledger of a new shop. It is there whole or not at all: what fails half-way is removed.
 *
 * @throws Refusal `set-up.currency`, `bad-input` for a language there is none of, or as opening a ledger does
 */
export async function setUpShop(
  file: string,
  input: Parsed<'till.setUp'> & { readonly training: boolean },
  now: Date,
): Promise<void> {
  const digits = currencyDigits(input.currency);
  if (digits === null) {
    throw new Refusal('set-up.currency', { currency: input.currency });
  }
  mustSpeak(input.language);
  const secret = await keptSecret({ kind: 'pin', text: input.ownerPin });
  const { t } = await messagesIn(input.language, input.currency);
  // Made under another name and put in its place when it is whole: what is interrupted was never there.
  const draft = `${file}.new`;
  removeLedger(draft);
  const books = openBooks(draft);
  try {
    books.ledger.transaction(() => {
      const id = books.operators.add(input.ownerName, 'owner', secret, now);
      const facts = { name: input.shopName, training: input.training };
      books.audit.append({ what: 'shop.set-up', operatorId: id, facts, at: now });
      books.settings.saveLink(input.link);
      books.settings.saveShop(defaultShop({ ...input, name: input.shopName }));
      books.settings.saveCurrencyDigits(digits);
      if (input.training) {
        const demo = {
          ...{ currency: input.currency, vatBasisPoints: TRAINING_VAT },
          ...{ ownerId: id, t },
        };
        openDemoShop(books, demo, demoKeys(), now);
      }
    })();
    books.ledger.close();
    removeHold(draft);
    renameSync(draft, file);
  } catch (error) {
    books.ledger.close();
    removeLedger(draft);
    throw error;
  }
}

function removeLedger(file: string): void {
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    removeHold(file);
  } catch {
    // A folder that cannot be used is told of when the ledger is opened in it.
  }
}

/** The demo meters sit on the training module's own keys: one for EA11, one for EA07. */
function demoKeys() {
  const [current, old] = [4, 2].map((dkga) => {
    const key = trainingProfile.registers.find((register) => register.dkga === dkga);
    if (!key) throw new Error(`the training profile has no key with DKGA0${dkga}`);
    return key;
  });
  if (!current || !old) throw new Error('the training profile lacks a key');
  return {
    current: { ...pickKey(current), encryptionAlgorithm: 11 as const },
    old: { ...pickKey(old), encryptionAlgorithm: 7 as const },
  };
}

function pickKey(key: { supplyGroupCode: string; keyRevisionNumber: number }) {
  const { supplyGroupCode, keyRevisionNumber } = key;
  return { supplyGroupCode, keyRevisionNumber };
}
