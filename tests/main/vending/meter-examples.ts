import type { MeterConfiguration } from '../../../src-shared/contract/shapes.ts';
import { formatIdRecord } from '../../../src-shared/sts/id-record.ts';
import { parseDrn } from '../../../src-shared/sts/meter-number.ts';
import { accepted } from '../../shared/results.ts';

/** The digits of a customer card of an EA07 meter. */
export function card(drn: string, dateOfExpiry: string | null): string {
  return formatIdRecord({
    meter: accepted(parseDrn(drn)),
    dateOfExpiry,
    tokenCarrierType: 1,
    encryptionAlgorithm: 7,
    supplyGroupCode: '123456',
    tariffIndex: 3,
    keyRevisionNumber: 2,
  });
}

/** A meter on the training module's key for EA11. */
export function configuration(meterNumber: string): MeterConfiguration {
  return {
    meterNumber,
    supplyGroupCode: '123457',
    keyRevisionNumber: 2,
    tariffIndex: 1,
    encryptionAlgorithm: 11,
    tokenCarrierType: 2,
  };
}
