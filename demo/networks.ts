import { FakeBotApi } from '../test/support/fake-botapi.js';
import { type Account, FakeWhatsApp } from '../test/support/fake-whatsapp/index.js';
import { lidOf, type Person, phoneOf, telegramIdOf } from './people.js';
import type { Phone } from './phones/phone.js';
import { telegramPhone } from './phones/telegram.js';
import { webchatPhone } from './phones/webchat.js';
import { whatsappPhone } from './phones/whatsapp.js';

/** A token of the right shape that no bot has. */
export const BOT_TOKEN = `110201543:${'demo'.repeat(9)}`;
const OFFICE_PHONE = '628110000000';
const OFFICE_LID = '880000000000';

/** The made-up Telegram and WhatsApp, and phones for them. */
export interface Networks {
  telegramUrl: string;
  whatsappUrl: string;
  /** Scans the QR code with the office's phone. */
  scan(qr: string): void;
  phoneFor(person: Person): Promise<Phone>;
  /** What the made-up servers remember for tests, forgotten: a demo may run for days. */
  forget(): void;
  stop(): Promise<void>;
}

/** Starts them on loopback. `base` is where the house answers now, for the web chat. */
export async function startNetworks(base: () => string): Promise<Networks> {
  const [telegram, whatsapp] = [await FakeBotApi.start(), new FakeWhatsApp()];
  const whatsappUrl = await whatsapp.listen();
  const account: Account = whatsapp.addAccount(OFFICE_PHONE, OFFICE_LID, 'Kabupaten');
  const phones = new Map<number, Promise<Phone>>();

  const buy = async (person: Person): Promise<Phone> => {
    if (person.channel === 'telegram')
      return telegramPhone(telegram.user(BOT_TOKEN, inTelegram(person)));
    if (person.channel === 'webchat') return webchatPhone(base);
    const profile = { phone: phoneOf(person), lid: lidOf(person), name: person.name, account };
    return whatsappPhone(whatsapp.addCustomer(profile));
  };

  return {
    telegramUrl: telegram.url,
    whatsappUrl,
    scan: (qr) => whatsapp.scan(qr, account),
    phoneFor(person) {
      const phone = phones.get(person.number) ?? buy(person);
      phones.set(person.number, phone);
      return phone;
    },
    forget() {
      telegram.calls.length = 0;
      telegram.polls.length = 0;
      whatsapp.stanzas.length = 0;
    },
    async stop() {
      for (const phone of phones.values()) (await phone).close();
      await telegram.stop();
      await whatsapp.close();
    },
  };
}

function inTelegram(person: Person) {
  const [firstName = person.name, ...rest] = person.name.split(' ');
  return {
    id: telegramIdOf(person),
    firstName,
    lastName: rest.join(' '),
    language: person.tongue === 'en' ? 'en' : 'id',
  };
}
