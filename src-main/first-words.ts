import type { Language } from '../src-shared/contract/shapes.ts';
import { firstMessages, type Messages, messagesIn } from './messages.ts';

/** What the till says while no shop is open: in English until it is told better. */
export class FirstWords {
  #messages: Messages | null = null;

  get messages(): Messages {
    this.#messages ??= firstMessages();
    return this.#messages;
  }

  /** As the shop spoke that was open until now. */
  keep(messages: Messages): void {
    this.#messages = messages;
  }

  async speak(language: Language): Promise<void> {
    this.#messages = await messagesIn(language, 'USD');
  }
}
