/** How many meters one payment may be for. On its own: the first screen asks for it, and loads no schema. */
export const MOST_TOGETHER = 8;
