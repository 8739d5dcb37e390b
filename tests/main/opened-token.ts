import { expect } from 'vitest';
import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import type { Sale } from '../../src-shared/contract/shapes.ts';
import { panFromDrn } from '../../src-shared/sts/meter-number.ts';
import { type DecodedToken, decodeToken } from '../conformance/decoder.ts';

/** Opens a sale's token as the customer's meter does, with the key of the training profile. */
export function openedToken(sale: Sale): Extract<DecodedToken, { crc: 'right' }> {
  const key = trainingProfile.registers.find(
    ({ supplyGroupCode }) => supplyGroupCode === sale.supplyGroupCode,
  );
  if (!key || sale.token === null) return expect.fail(`no token to open: sale ${sale.state}`);
  const meter = {
    pan: panFromDrn(sale.drn),
    tariffIndex: sale.tariffIndex,
    encryptionAlgorithm: sale.encryptionAlgorithm,
  };
  const token = decodeToken(key, meter, sale.token);
  if (token.crc !== 'right') return expect.fail('the token does not open');
  return token;
}
