import type { FakeMessage, FakeUser } from '../../test/support/fake-botapi.js';
import type { Phone } from './phone.js';

/** A phone with Telegram on it. */
export function telegramPhone(user: FakeUser): Phone {
  let closed = false;
  const read = async (hear: (message: FakeMessage) => void): Promise<void> => {
    for (;;) {
      const message = await user.next();
      if (closed) return;
      hear(message);
    }
  };
  return {
    listen(hear) {
      void read((message) => {
        const buttons = message.reply_markup?.inline_keyboard?.flat() ?? [];
        hear({
          text: message.text ?? message.caption ?? '',
          choices: buttons.map(({ text }) => text),
        });
      });
    },
    say: async (text) => void user.say(text),
    async choose(heard, index) {
      const label = heard.choices[index] ?? '';
      // A newer menu takes the buttons off the older one: then one types.
      if (user.buttons().includes(label)) user.press(label);
      else user.say(label);
    },
    pin: async ({ latitude, longitude }) => void user.location(latitude, longitude),
    photo: async (jpeg, caption) => void user.photo(jpeg, caption),
    voice: async (ogg, seconds) => void user.voice(ogg, seconds),
    close() {
      closed = true;
    },
  };
}
