/** The screen's own scheme. Its privileges can only be given before Electron is ready. */
export const APP_SCHEME = 'app';

export interface ScreenAddress {
  readonly scheme: string;
  readonly host: string;
  /** Without a slash at the end. */
  readonly origin: string;
}

/**
 * Where the window finds its screen: `app://till`. Where this program was loaded too late to give that
 * scheme its privileges, a name below `https` stands in, which the protocol handler answers just as
 * well: it is reserved and reaches no network.
 */
export function screenAddress(loadedInTime: boolean): ScreenAddress {
  const scheme = loadedInTime ? APP_SCHEME : 'https';
  const host = loadedInTime ? 'till' : 'till.invalid';
  return { scheme, host, origin: `${scheme}://${host}` };
}
