import { randomUUID } from 'node:crypto';
import type { WebchatMessage } from '../../src/bots/webchat/render.js';
import type { Phone } from './phone.js';

/** How long the page waits for news in one call. */
const WAIT_SECONDS = 20;
/** Between tries when the house does not answer, as it does not while it starts again. */
const RETRY_MS = 200;

interface Poll {
  messages: WebchatMessage[];
  cursor: number;
}

/** A browser with the chat page open. `base` is asked before every call: a house may move. */
export async function webchatPhone(base: () => string): Promise<Phone> {
  const opened = await fetch(`${base()}/chat/api/sessions`, { method: 'POST' });
  const { token } = (await opened.json()) as { token: string };
  const hangUp = new AbortController();
  const values = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await fetch(`${base()}/chat/api${path}`, {
      ...init,
      headers,
      signal: hangUp.signal,
    });
    if (!response.ok) throw new Error(`${path.split('?')[0]} answered ${response.status}`);
    return response;
  };
  const write = async (body: object): Promise<void> => {
    const json = JSON.stringify({ ...body, clientId: randomUUID() });
    await ask('/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: json,
    });
  };
  const upload = async (data: Uint8Array, type: string, caption?: string): Promise<void> => {
    const words = caption ? `&caption=${encodeURIComponent(caption)}` : '';
    await ask(`/media?clientId=${randomUUID()}${words}`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: new Uint8Array(data),
    });
  };
  const read = async (hear: (message: WebchatMessage) => void): Promise<void> => {
    let cursor = 0;
    while (!hangUp.signal.aborted) {
      try {
        const response = await ask(`/messages?after=${cursor}&waitSeconds=${WAIT_SECONDS}`);
        const poll = (await response.json()) as Poll;
        cursor = poll.cursor;
        for (const message of poll.messages) if (message.from !== 'citizen') hear(message);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  };
  let reading = false;
  return {
    listen(hear) {
      if (reading) return;
      reading = true;
      void read(({ content }) => {
        const choices = 'choices' in content ? (content.choices ?? []) : [];
        for (const { label, value } of choices) values.set(label, value);
        const text = 'text' in content ? content.text : '';
        hear({ text, choices: choices.map(({ label }) => label) });
      });
    },
    say: (text) => write({ kind: 'text', text }),
    choose(heard, index) {
      const label = heard.choices[index] ?? '';
      return write({ kind: 'choice', value: values.get(label) ?? label, label });
    },
    pin: ({ latitude, longitude }) => write({ kind: 'location', latitude, longitude }),
    photo: (jpeg, caption) => upload(jpeg, 'image/jpeg', caption),
    voice: (ogg) => upload(ogg, 'audio/ogg'),
    close: () => hangUp.abort(),
  };
}
