import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface ScreenFile {
  /** Where it would be; it need not be there. */
  readonly path: string;
  readonly type: string;
}

/** The file that a path of the screen's address means. Null for what lies outside the built screen. */
export function screenFile(folder: string, path: string): ScreenFile | null {
  const type = TYPES[extname(path)];
  const file = normalize(join(folder, path));
  return type && file.startsWith(normalize(folder + sep)) ? { path: file, type } : null;
}

/**
 * What the screen may load: only what it was built from. `sockets` names where it may connect to,
 * besides its own origin.
 */
function contentSecurityPolicy(sockets = ''): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${sockets}`.trim(),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers that go with every file, on both shells. */
export function securityHeaders(sockets?: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(sockets),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
