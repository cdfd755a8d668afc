import type { Customer, Received } from '../../test/support/fake-whatsapp/index.js';
import type { Phone } from './phone.js';

/** A phone with WhatsApp on it. */
export function whatsappPhone(customer: Customer): Phone {
  return {
    listen(hear) {
      customer.on('message', ({ id, text }: Received) => {
        customer.read(id);
        hear({ text, choices: menuIn(text) });
      });
    },
    say: async (text) => void (await customer.say(text)),
    choose: async (_heard, index) => void (await customer.say(String(index + 1))),
    pin: async ({ latitude, longitude }) => void (await customer.location(latitude, longitude)),
    photo: async (jpeg, caption) => void (await customer.photo(jpeg, caption)),
    voice: async (ogg, seconds) => void (await customer.voice(ogg, seconds)),
    close: () => void customer.removeAllListeners('message'),
  };
}

/** The lines "1. …", "2. …" at the end of a text. */
function menuIn(text: string): string[] {
  const labels: string[] = [];
  for (const line of text.split('\n')) {
    const [, number, label] = /^(\d{1,2})\. (.+)$/.exec(line) ?? [];
    if (label && Number(number) === labels.length + 1) labels.push(label);
  }
  return labels;
}
