/** How long a command may take, in milliseconds, its bytes at 9600 baud included. */
const limits: Readonly<Record<string, number>> = {
  'GL?EC': 1000,
  'GL?RR': 1500,
  'SM?VC': 3000,
  'SM?VM': 3000,
  'SM?VT': 3000,
  'SM?VK': 6000,
  // Long requests, whose signatures are checked.
  'SM?CI': 6000,
  'SM?KC': 6000,
  'SM?KL': 6000,
};

const USUAL = 1500;

export function usualTimeLimit(command: string): number {
  return limits[command] ?? USUAL;
}
