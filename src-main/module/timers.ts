/**
 * Waiting as a port: calls back once after so many milliseconds, unless the function it returns is
 * called before. Tests bring their own, so that nothing in them hangs on the speed of a machine.
 */
export type After = (milliseconds: number, callback: () => void) => () => void;

export const systemAfter: After = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};
