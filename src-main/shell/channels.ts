/** The only two IPC channels: what the screen asks, and what the till tells. */
export const CALL = 'voltill:call';
export const EVENT = 'voltill:event';
