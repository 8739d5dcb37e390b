/** What a module's counter (`SM?CQ`) says while an unlimited licence runs: nothing is counted down. */
export const UNLIMITED_TRANSACTIONS = 0xffff_ffff;
