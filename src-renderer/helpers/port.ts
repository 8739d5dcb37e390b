/** A TCP port as typed, 1 to 65535; null for anything else. */
export function readPort(text: string): number | null {
  const port = /^\d{1,5}$/u.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}
