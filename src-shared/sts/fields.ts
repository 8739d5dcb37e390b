/** EA: 07 = STA, 11 = MISTY1 (IEC 62055-41, EncryptionAlgorithm). */
export type EncryptionAlgorithm = 7 | 11;

/** TCT: 01 magnetic card, 02 numeric. */
export type TokenCarrierType = 1 | 2;
