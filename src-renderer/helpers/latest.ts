/**
 * Asks about what was typed last and about nothing else: while one question is out, newer ones replace
 * each other, and an answer to what is no longer on the screen is dropped. So typing is never slowed by
 * a fixed wait, and the till never gets a queue of stale questions.
 */
export function latestOnly<Question, Reply>(
  ask: (question: Question) => Promise<Reply>,
  use: (question: Question, reply: Reply) => void,
) {
  let wanted: { question: Question } | null = null;
  let running: Promise<void> | null = null;
  let run = 0;

  async function work(mine: number): Promise<void> {
    while (wanted && mine === run) {
      const { question } = wanted;
      wanted = null;
      const reply = await ask(question);
      if (!wanted && mine === run) use(question, reply);
    }
    if (mine === run) running = null;
  }

  return {
    send(question: Question): void {
      wanted = { question };
      running ??= work(run);
    },
    /** Forgets what is out. */
    drop(): void {
      run += 1;
      wanted = null;
      running = null;
    },
    /** Resolves when the last question has been answered. */
    async settled(): Promise<void> {
      while (running) await running;
    },
  };
}
