import type { Request } from './same-request.ts';

/** What is to be sold, or given, and how it is paid for. */
export interface Order extends Request {
  readonly requestId: string;
  readonly approvedBy: number | null;
}

/** What an order is that somebody pays for. */
export const PAID_FOR = {
  kind: 'sale',
  reason: null,
  approvedBy: null,
  replaces: null,
} as const;
