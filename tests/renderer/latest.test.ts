import { describe, expect, it } from 'vitest';
import { latestOnly } from '../../src-renderer/helpers/latest.ts';

/** A till that answers when told to. */
function slowTill() {
  const asked: string[] = [];
  const waiting: ((reply: string) => void)[] = [];
  const used: string[] = [];
  const latest = latestOnly(
    (question: string) => {
      asked.push(question);
      return new Promise<string>((resolve) => waiting.push(resolve));
    },
    (question, reply) => used.push(`${question}=${reply}`),
  );
  const answer = async (reply: string) => {
    waiting.shift()?.(reply);
    await new Promise((done) => setImmediate(done));
  };
  return { latest, asked, used, answer };
}

describe('asking while typing', () => {
  it('asks about the first and the last, and uses only the last', async () => {
    const { latest, asked, used, answer } = slowTill();
    for (const text of ['n', 'no', 'nom']) latest.send(text);
    await answer('1');
    await answer('2');
    expect(asked).toEqual(['n', 'nom']);
    expect(used).toEqual(['nom=2']);
  });

  it('settles when the last question has been answered', async () => {
    const { latest, used, answer } = slowTill();
    latest.send('a');
    latest.send('b');
    let settled = false;
    const waiting = latest.settled().then(() => {
      settled = true;
    });
    await answer('1');
    expect(settled).toBe(false);
    await answer('2');
    await waiting;
    expect(used).toEqual(['b=2']);
  });

  it('uses nothing that was dropped, and goes on afterwards', async () => {
    const { latest, used, answer } = slowTill();
    latest.send('old');
    latest.drop();
    await latest.settled();
    latest.send('new');
    await answer('late');
    await answer('fresh');
    expect(used).toEqual(['new=fresh']);
  });
});
