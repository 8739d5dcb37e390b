/* Loaded before the program: a signal makes something happen that nobody foresaw. */

process.on('SIGUSR2', () => {
  setImmediate(() => {
    throw new Error('nobody foresaw this');
  });
});
process.on('SIGPWR', () => void Promise.reject(new Error('nobody waited for this')));
