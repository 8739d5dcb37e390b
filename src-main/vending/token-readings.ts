import type { EncryptionAlgorithm } from '../../src-shared/sts/fields.ts';
import type { KeyAttributes, TokenVerification } from '../module/security-module.ts';
import type { TokenReader } from './module-desk.ts';

/** What decides the decoder key of a meter. */
export interface KeyOfMeter {
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
}

/** What the module could read in a token, and under which key. */
export interface TokenReading {
  /** `now`: under what the meter has now; `before`: under what it had; `other`: under a key that it never had here. */
  readonly under: 'now' | 'before' | 'other';
  readonly key: KeyAttributes;
  readonly says: TokenVerification;
}

/** The CRC of the token fails under the key: it says nothing. */
const WRONG_CRC = 3;

/**
 * Reads a token under the keys a meter has, then those it had, then every other one in the module.
 * Answers the first that makes sense of it; null where none does.
 *
 * @throws Refusal with a `module.*` code where the module did not answer
 */
export async function readToken(
  reader: TokenReader,
  token: { readonly pan: string; readonly digits: string },
  meter: KeyOfMeter,
  before: readonly KeyOfMeter[],
): Promise<TokenReading | null> {
  const wanted = [
    ...keysFor(reader, meter).map((key) => ({ under: 'now', key, meter }) as const),
    ...before.flatMap((past) =>
      keysFor(reader, past).map((key) => ({ under: 'before', key, meter: past }) as const),
    ),
    ...reader.registers
      .filter((key) => !isKeyOf(key, meter))
      .map((key) => ({ under: 'other', key, meter }) as const),
  ];
  for (const { under, key, meter: configuration } of wanted) {
    const { tariffIndex, encryptionAlgorithm } = configuration;
    const asked = { ...token, register: key.register, tariffIndex, encryptionAlgorithm };
    const says = await reader.read(asked);
    if (says && says.result !== WRONG_CRC) return { under, key, says };
  }
  return null;
}

function keysFor({ registers }: TokenReader, meter: KeyOfMeter): KeyAttributes[] {
  return registers.filter((key) => isKeyOf(key, meter));
}

function isKeyOf(key: KeyAttributes, meter: KeyOfMeter): boolean {
  return (
    key.supplyGroupCode === meter.supplyGroupCode &&
    key.keyRevisionNumber === meter.keyRevisionNumber
  );
}

/** Whether two configurations make the same decoder key. */
export function isSameKey(one: KeyOfMeter, other: KeyOfMeter): boolean {
  return (
    one.supplyGroupCode === other.supplyGroupCode &&
    one.keyRevisionNumber === other.keyRevisionNumber &&
    one.tariffIndex === other.tariffIndex &&
    one.encryptionAlgorithm === other.encryptionAlgorithm
  );
}
