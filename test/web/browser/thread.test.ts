import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ClosedRoad } from '../../../src/models/channel.js';
import type { Content, Message } from '../../../src/models/message.js';
import type { Role } from '../../../src/models/operator.js';
import {
  addOperator,
  ask,
  fileComplaint,
  type House,
  LIMITS,
  openHouse,
  signIn,
} from '../../handoff/house.js';
import { BROWSER_WANTED, NO_CHROMIUM, openBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';

/** `npm test` has built the pages; another folder is for those who build elsewhere. */
const WEB_DIR = process.env.WEB_DIR ?? join(import.meta.dirname, '..', '..', '..', 'web', 'dist');
/** Where screenshots go when somebody wants to look at them. */
const SHOTS = process.env.SHOTS_DIR;
const WAIT_MS = 15_000;
/** 25 pages are read on the way to the first of 5,000; a shared machine takes its time. */
const JUMP_MS = 60_000;
const WIDE = { width: 1366, height: 768 };
const NARROW = { width: 360, height: 740 };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const ID = 'c1';
const WHERE = { channel: 'whatsapp', account: 'main', chatId: 'chat-c1' } as const;

/** Scrolls up in the page until so many messages were seen: how far those in sight wandered, and how many there were at once. */
async function readUpwards(box: Element, wanted: number) {
  const frames = async (count: number) => {
    for (let each = 0; each < count; each += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const tops = () => {
    const from = box.getBoundingClientRect().top;
    const lines = [...box.querySelectorAll<HTMLElement>('li[data-message]')];
    return new Map(
      lines.map((line) => [line.dataset.message ?? '', line.getBoundingClientRect().top - from]),
    );
  };
  const seen = new Set<string>();
  const told = { worst: 0, most: 0, seen: 0 };
  for (let round = 0; round < 300 && seen.size < wanted; round += 1) {
    box.scrollBy(0, -200);
    await frames(2);
    const before = [...tops()].filter(([, top]) => top > 100 && top < 400);
    await frames(3);
    const after = tops();
    const moved = before.map(([id, top]) => Math.abs((after.get(id) ?? top) - top));
    for (const id of after.keys()) seen.add(id);
    told.worst = Math.max(told.worst, ...moved);
    told.most = Math.max(told.most, after.size);
  }
  return { ...told, seen: seen.size };
}

const withBrowser = BROWSER_WANTED ? describe : describe.skip;

withBrowser(BROWSER_WANTED ? 'the thread in a browser' : NO_CHROMIUM, () => {
  let browser: Browser;
  let house: House;
  let closed: ClosedRoad | null;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    closed = null;
    house = await openHouse({
      webDir: WEB_DIR,
      parts: {
        channels: () => [
          {
            name: 'whatsapp',
            account: 'main',
            limits: { ...LIMITS, quotes: true },
            health: () => ({ state: 'up', detail: 'ok', since: new Date(0) }),
            closed: () => closed,
          },
        ],
      },
    });
    await addOperator(house, 'admin');
    await addOperator(house, 'operator');
    const { conversations } = house.stores;
    const at = new Date();
    await conversations.arrive({
      id: ID,
      ...WHERE,
      name: 'Siti',
      text: 'Halo',
      at,
      defaultLanguage: 'id',
    });
    await conversations.wait(ID, 'asked', 0, at);
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await house?.close();
  });

  let written = 0;
  /** The citizen writes; the id is the message's. */
  async function says(content: Content | string, more: Partial<Message> = {}): Promise<string> {
    written += 1;
    const id = `in-${written}`;
    const said = typeof content === 'string' ? ({ kind: 'text', text: content } as const) : content;
    await house.stores.messages.keep({
      id,
      conversationId: ID,
      ...WHERE,
      externalId: `vendor-${id}`,
      content: said,
      at: more.at ?? new Date(),
      author: { kind: 'citizen' },
      ...(more.replyTo ? { replyTo: more.replyTo } : {}),
    });
    return id;
  }
  async function keptPhoto(): Promise<string> {
    return (await house.stores.media.keep(PNG, { mimeType: 'image/png' }, new Date())).id;
  }

  /** Somebody's page, signed in. */
  async function desk(role: Role, path = '', options: BrowserContextOptions = {}): Promise<Page> {
    const cookie = await signIn(house, `${role}@sahut.local`);
    const context = await browser.newContext({ locale: 'id-ID', viewport: WIDE, ...options });
    contexts.push(context);
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: house.url }]);
    context.setDefaultTimeout(WAIT_MS);
    // The sound check has tests of its own.
    await context.addInitScript(() =>
      localStorage.setItem('sahut.sound-checked', `heard ${Date.now()}`),
    );
    const page = await context.newPage();
    await page.goto(`${house.url}/#/${path}`);
    await page.getByRole('navigation', { name: 'Menu' }).waitFor();
    return page;
  }
  const open = async (role: Role = 'admin', options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await desk(role, `all/${ID}`, options);
    await page.getByRole('region', { name: 'Pesan' }).waitFor();
    return page;
  };
  const claim = async (role: Role = 'admin'): Promise<void> => {
    const cookie = await signIn(house, `${role}@sahut.local`);
    const { status } = await ask(house, `POST /api/conversations/${ID}/claim`, {
      cookie,
      body: {},
    });
    expect(status).toBe(200);
  };
  const field = (page: Page, name = 'Balasan') => page.getByRole('textbox', { name });
  const line = (page: Page, id: string) => page.locator(`[data-message="${id}"]`);
  const kept = () => house.stores.messages.page(ID, { limit: 200 });
  const outgoing = async () => (await kept()).filter(({ direction }) => direction === 'out');
  const violations = async (page: Page) => {
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  const shoot = async (page: Page, name: string) => {
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  };
  const tooWide = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

  async function fullThread(): Promise<void> {
    const first = await says('Lampu jalan mati di depan pasar');
    const where = { ...WHERE, externalId: `vendor-${first}` };
    const { messages } = house.stores;
    await messages.amend(where, { text: 'Lampu jalan mati di depan Pasar Wage' }, new Date());
    await messages.amend(where, { emoji: '👍' }, new Date());
    const gone = await says('Salah tulis');
    await messages.amend({ ...WHERE, externalId: `vendor-${gone}` }, { text: '' }, new Date());
    for (const caption of ['Tiang satu', 'Tiang dua']) {
      const media = { mediaId: await keptPhoto(), mimeType: 'image/png', bytes: 70 };
      await says({ kind: 'photo', media, caption });
    }
    const ref = { mediaId: await keptPhoto(), mimeType: 'audio/ogg', bytes: 9_000 };
    await says({ kind: 'audio', media: { ...ref, durationSeconds: 4 } });
    const pdf = { ...ref, mimeType: 'application/pdf', fileName: 'surat.pdf', bytes: 120_000 };
    await says({ kind: 'document', media: pdf });
    await says({ kind: 'location', latitude: -2.88, longitude: 104.65, accuracyMetres: 20 });
    await says({ kind: 'contact', name: 'Pak RT', phone: '+6281200000001' });
    const text = 'Lampu jalan mati di depan Pasar Wage';
    await says('Yang ini', { replyTo: { id: first, by: 'citizen', text } });
  }

  it('shows every kind of message, old words behind a fold, and files with name and size', async () => {
    await fullThread();
    await claim();
    const page = await open();
    await page.getByText('Diubah warga').click();
    await page.getByText('Semula: Lampu jalan mati di depan pasar').waitFor();
    await page.getByText('Dihapus warga').click();
    await page.getByText('Salah tulis').waitFor();
    await page.getByRole('img', { name: 'Reaksi warga 👍' }).waitFor();
    await page.getByText('surat.pdf').waitFor();
    await page.getByText('117 KB').waitFor();
    await page.getByText('-2.88000, 104.65000 · ± 20 m').waitFor();
    await page.getByRole('link', { name: '+6281200000001' }).waitFor();
    await page.locator('audio').waitFor();
    await shoot(page, 'thread-wide');
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(NARROW);
    await shoot(page, 'thread-narrow');
    expect(await tooWide(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, 'thread-dark');
    expect(await violations(page)).toEqual([]);
  });

  it('opens photos side by side: keys turn, zoom and close', async () => {
    await fullThread();
    const page = await open();
    await page.getByRole('button', { name: 'Buka foto: Tiang satu' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 dari 2').waitFor();
    await page.keyboard.press('ArrowRight');
    await dialog.getByText('2 dari 2').waitFor();
    await page.keyboard.press('+');
    await dialog.getByRole('button', { name: 'Tampilkan seluruh foto' }).waitFor();
    await shoot(page, 'viewer');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('0');
    await page.keyboard.press('ArrowLeft');
    await dialog.getByText('1 dari 2').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('reads 5,000 messages upwards without a jump, keeps few in the page, and jumps to a quote', async () => {
    const begin = Date.now() - 5_000 * 60_000;
    const first = await says('pesan pertama', { at: new Date(begin) });
    for (let number = 1; number < 5_000; number += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_, each) =>
          says(`pesan ${number + each}`, { at: new Date(begin + (number + each) * 60_000) }),
        ),
      );
    }
    const quote = { id: first, by: 'citizen', text: 'pesan pertama' } as const;
    const last = await says('ini jawabannya', { replyTo: quote });
    const page = await open();
    await line(page, last).waitFor();
    const scroller = page.getByRole('region', { name: 'Pesan' });
    // What is read must stay where it is while older ones come in above.
    const wandered = await scroller.evaluate(readUpwards, 400);
    expect(wandered.seen).toBeGreaterThanOrEqual(400);
    expect(wandered.worst).toBeLessThanOrEqual(2);
    expect(wandered.most).toBeLessThan(80);
    await page.getByRole('button', { name: 'Ke pesan terbaru' }).click();
    await page.getByRole('button', { name: /pesan pertama/ }).click();
    await eventually(async () => {
      expect(await line(page, first).isVisible()).toBe(true);
      expect(await page.locator('li[data-message]').count()).toBeLessThan(80);
    }, JUMP_MS);
    const slowest = await scroller.evaluate(async (box) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      let before = await frame();
      let worst = 0;
      for (let round = 0; round < 120; round += 1) {
        box.scrollBy(0, 400);
        const now = await frame();
        worst = Math.max(worst, now - before);
        before = now;
      }
      return worst;
    });
    // A guard against drawing all 5,000, not a measurement: this machine is shared.
    expect(slowest).toBeLessThan(500);
  }, 180_000);

  it('quotes what is answered, once', async () => {
    const asked = await says('Berapa lama lagi?');
    await claim();
    const page = await open();
    await line(page, asked).hover();
    await line(page, asked).getByRole('button', { name: 'Balas pesan ini' }).click();
    await page.getByText('Menjawab Warga:').waitFor();
    await field(page).fill('Besok pagi');
    await shoot(page, 'quote');
    await field(page).press('Enter');
    await page.getByText('Menjawab Warga:').waitFor({ state: 'hidden' });
    await eventually(async () => {
      const [sent] = await outgoing();
      expect(sent?.replyTo).toEqual({ id: asked, by: 'citizen', text: 'Berapa lama lagi?' });
    });
  });

  it('takes an answer back within five seconds and puts its words into the field again', async () => {
    await claim();
    const page = await open();
    await field(page).fill('Salah orang');
    await field(page).press('Enter');
    const undo = page.getByRole('button', { name: /^Urungkan/ });
    await undo.waitFor();
    await shoot(page, 'undo');
    await undo.click();
    await eventually(async () => expect(await field(page).inputValue()).toBe('Salah orang'));
    expect((await outgoing()).map(({ delivery }) => delivery?.state)).toEqual(['withheld']);
    await page.locator('[data-voice="operator"]').waitFor({ state: 'hidden' });
    await field(page).press('Enter');
    await undo.waitFor();
    await field(page).press('Control+z');
    await eventually(async () => expect(await field(page).inputValue()).toBe('Salah orang'));
    expect(await outgoing()).toHaveLength(2);
  });

  it('never doubles what was sent while the line was lost, and keeps drafts over a reload', async () => {
    await claim();
    const page = await open();
    await page.route('**/reply', async (route) => {
      // The server has it; the answer never comes.
      await route.fetch();
      await route.abort();
    });
    await field(page).fill('Kami segera ke sana');
    await field(page).press('Enter');
    await eventually(async () => expect(await outgoing()).toHaveLength(1));
    await field(page).fill('belum selesai ditulis');
    await page.unroute('**/reply');
    await page.reload();
    await eventually(async () =>
      expect(await field(page).inputValue()).toBe('belum selesai ditulis'),
    );
    await page.getByText('Kami segera ke sana').first().waitFor();
    await eventually(async () => {
      const waiting = await page.evaluate(() => localStorage.getItem('sahut.outbox'));
      expect(waiting).toBeNull();
    });
    expect(await outgoing()).toHaveLength(1);
    expect(await page.locator('[data-voice="operator"]').count()).toBe(1);
  });

  it('calls a colleague in a note, who sees it at once and once only', async () => {
    await says('Halo');
    const called = await desk('operator', 'all');
    const page = await open();
    await page.keyboard.press('n');
    const note = field(page, 'Catatan internal');
    await note.pressSequentially('Tolong cek @ope');
    await page.getByRole('option', { name: 'The operator' }).waitFor();
    await shoot(page, 'mention');
    await note.press('Enter');
    await note.pressSequentially('ya');
    await note.press('Enter');
    await page.getByText('Memanggil The operator').waitFor();
    await called.getByText('The admin memanggil Anda').waitFor();
    const bell = called.getByRole('button', { name: 'Panggilan rekan: 1' });
    await bell.click();
    await called.getByRole('menuitem', { name: /Tolong cek @The operator ya/ }).click();
    await called.getByRole('region', { name: 'Pesan' }).waitFor();
    await called.getByRole('button', { name: 'Panggilan rekan: 0' }).waitFor();
    await called.reload();
    await called.getByRole('button', { name: 'Panggilan rekan: 0' }).waitFor();
    expect(await violations(called)).toEqual([]);
  });

  it('shows who looks and who types, on the thread and in the list, and that they left', async () => {
    await claim();
    const page = await open();
    const colleague = await open('operator');
    await page.getByRole('status').getByText('The operator sedang melihat').waitFor();
    await colleague.keyboard.press('n');
    await field(colleague, 'Catatan internal').pressSequentially('hm');
    await page.getByText('The operator sedang menulis…').first().waitFor();
    await page.locator(`[data-row="${ID}"]`, { hasText: 'The operator sedang menulis…' }).waitFor();
    await shoot(page, 'presence');
    await colleague.goto(`${house.url}/#/waiting`);
    await page
      .getByText(/^The operator sedang/)
      .first()
      .waitFor({ state: 'hidden' });
  });

  it('offers quick replies after /, filled in, and does not send with a gap', async () => {
    await claim();
    const page = await open();
    await field(page).pressSequentially('/salam');
    await page.getByRole('option', { name: /^\/salam/ }).waitFor();
    await shoot(page, 'quick-reply');
    expect(await violations(page)).toEqual([]);
    await field(page).press('Enter');
    expect(await field(page).inputValue()).toMatch(/^Halo Siti, saya The admin dari Kabupaten/);
    await field(page).fill('');
    await field(page).pressSequentially('/nomor');
    await field(page).press('Enter');
    await page.getByText('Isi dahulu: {nomor_laporan}').waitFor();
    expect(await page.getByRole('button', { name: 'Kirim' }).isDisabled()).toBe(true);
    await fileComplaint(house, ID, 'AAA-1111');
    await field(page).fill('');
    await eventually(async () => {
      await field(page).fill('/nomor');
      expect(await page.getByRole('option', { name: /^\/nomor.*AAA-1111/ }).count()).toBe(1);
    });
  });

  it('lets supervisors write quick replies, in both languages', async () => {
    const page = await desk('admin', 'quick-replies');
    await page.getByRole('button', { name: 'Tambah jawaban cepat' }).click();
    await page.getByLabel('Singkatan').fill('uji');
    await page.getByLabel('Teks Bahasa Indonesia').fill('Halo {nam}');
    await page.getByText('Tidak dikenal: {nam}').waitFor();
    await page.getByLabel('Teks Bahasa Indonesia').fill('Halo {nama}');
    await page.getByLabel('Teks Bahasa Inggris').fill('Hello {nama}');
    await shoot(page, 'replies-form');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('/uji', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Hapus jawaban cepat: /uji' }).click();
    await page.getByRole('button', { name: 'Ya, hapus' }).click();
    await page.getByText('/uji', { exact: true }).waitFor({ state: 'hidden' });
    await shoot(page, 'replies');
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(NARROW);
    await shoot(page, 'replies-narrow');
    expect(await tooWide(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
  });

  it('takes files chosen, pasted and dropped, shows them, and says what does not go', async () => {
    await claim();
    const page = await open();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Lampirkan berkas' }).click(),
    ]);
    await chooser.setFiles([
      { name: 'a.png', mimeType: 'image/png', buffer: PNG },
      { name: 'program.exe', mimeType: 'application/x-msdownload', buffer: PNG },
      { name: 'besar.png', mimeType: 'image/png', buffer: Buffer.alloc(1_000_001) },
    ]);
    await page.getByText('program.exe tidak dapat dikirim').waitFor();
    await page.getByText(/terlalu besar: batas kanal/).waitFor();
    await shoot(page, 'files');
    await page.getByRole('button', { name: 'Buang lampiran: program.exe' }).click();
    await page.getByRole('button', { name: 'Buang lampiran: besar.png' }).click();
    for (const type of ['paste', 'drop']) {
      await field(page).evaluate(
        (box, { kind, bytes }) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], `${kind}.png`, { type: 'image/png' }));
          const init = { bubbles: true, cancelable: true };
          const event =
            kind === 'paste'
              ? new ClipboardEvent('paste', { ...init, clipboardData: data })
              : new DragEvent('drop', { ...init, dataTransfer: data });
          box.dispatchEvent(event);
        },
        { kind: type, bytes: [...PNG] },
      );
      await page.getByText(`${type}.png`).first().waitFor();
    }
    await field(page).fill('Ini fotonya');
    await page.getByRole('button', { name: 'Kirim' }).click();
    await eventually(async () => {
      const sent = await outgoing();
      expect(sent.map(({ content }) => content.kind)).toEqual(['photo', 'photo', 'photo']);
      expect(
        sent.map(({ content }) => ('caption' in content ? content.caption : undefined)),
      ).toEqual(['Ini fotonya', undefined, undefined]);
    });
  });

  it('says the limits before sending, and why nothing can be sent', async () => {
    await claim();
    const page = await open();
    await page.getByText(/Hingga 100 karakter · foto, video, suara, PDF hingga/).waitFor();
    await field(page).fill('x'.repeat(101));
    await page.getByText('1 karakter terlalu panjang').waitFor();
    expect(await page.getByRole('button', { name: 'Kirim' }).isDisabled()).toBe(true);
    closed = { reason: 'blocked' };
    await page.reload();
    await page.getByText(/Warga ini memblokir kita di WhatsApp/).waitFor();
    await field(page).fill('halo');
    expect(await page.getByRole('button', { name: 'Kirim' }).isDisabled()).toBe(true);
    await shoot(page, 'closed');
    expect(await violations(page)).toEqual([]);
  });
});
