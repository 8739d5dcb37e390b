const PARENT_CHECK_MS = 500;

/**
 * Resolves when this process is told to end: by a signal, or by npm being gone. A signal to `npm start`
 * ends the shell between npm and this process and goes no further.
 */
export function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const check = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(check);
      resolve();
    }, PARENT_CHECK_MS);
    check.unref();
  });
}
