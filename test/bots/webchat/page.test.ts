import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestHandler } from 'express';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { systemClock } from '../../../src/clocks/system.js';
import { BROWSER_WANTED, NO_CHROMIUM, openBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { buildPage } from './build-page.js';
import { polling } from './page-of.js';
import { openStage, SITI, type Stage } from './stage.js';

const NASTY = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const MENU = {
  kind: 'text' as const,
  text: 'Apa yang bisa kami bantu?',
  choices: [
    { value: 'report', label: 'Lapor masalah' },
    { value: 'status', label: 'Cek laporan' },
  ],
};
/** Where screenshots go when somebody wants to look at them. */
const SHOTS = process.env.SHOTS_DIR;

/** A page of somebody else that embeds the chat. */
const otherSite: RequestHandler = ({ path, socket }, response, next) => {
  if (path !== '/other-site') return next();
  const script = `http://127.0.0.1:${socket.localPort}/chat/embed.js`;
  response.removeHeader('Content-Security-Policy');
  response
    .type('html')
    .send(`<!doctype html><title>x</title><body><script src="${script}"></script>`);
};

const withBrowser = BROWSER_WANTED ? describe : describe.skip;

withBrowser(BROWSER_WANTED ? 'the web chat in a browser' : NO_CHROMIUM, () => {
  let browser: Browser;
  let webDir: string;
  let stage: Stage;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    webDir = await buildPage();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    if (webDir) await rm(webDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    stage = await openStage({
      clock: systemClock,
      webDir,
      organisation: 'Kabupaten Banyuasin',
      before: otherSite,
    });
  });
  afterEach(async () => {
    await context?.close();
    await stage?.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    context = await browser.newContext({
      locale: 'id-ID',
      viewport: { width: 360, height: 740 },
      ...options,
    });
    page = await context.newPage();
    await page.goto(`${stage.url}/chat`);
  }
  const bubble = (text: string) => page.locator('.bubble', { hasText: text });
  const write = async (text: string) => {
    await page.locator('#text').fill(text);
    await page.locator('#send').click();
  };
  /** What a page shows comes when it comes: these wait for it. */
  const shows = (where: Locator, text: string) =>
    eventually(async () => expect(await where.textContent()).toBe(text));
  const counts = (where: Locator, count: number) =>
    eventually(async () => expect(await where.count()).toBe(count));
  const hidden = (where: Locator) => where.waitFor({ state: 'hidden' });
  const named = (name = 'Kabupaten Banyuasin') => shows(page.locator('#organisation'), name);
  const textsArrived = () =>
    stage.arrived.map(({ content }) => ('text' in content ? content.text : content.kind));
  const overflow = () =>
    page.evaluate(
      () =>
        document.documentElement.scrollWidth > window.innerWidth ||
        (document.getElementById('scroll')?.scrollWidth ?? 0) > window.innerWidth,
    );
  const violations = async () => {
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  const shoot = async (name: string) => {
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  };

  it('takes a first word, shows the answer and its choices, and sends the chosen one', async () => {
    stage.onArrived = async ({ chatId, content }) => {
      if (content.kind === 'text') await stage.say(chatId, MENU);
      else await stage.say(chatId, 'Baik. Apa yang terjadi?', { author: SITI });
    };
    await open();
    await named();
    await page.getByRole('button', { name: 'Cek laporan' }).click();

    await bubble('Apa yang bisa kami bantu?').waitFor();
    await page.locator('#choices').getByRole('button', { name: 'Lapor masalah' }).click();
    await bubble('Baik. Apa yang terjadi?').waitFor();

    await counts(page.locator('#choices button'), 0);
    await shows(bubble('Baik. Apa yang terjadi?').locator('.name'), 'Siti Aminah');
    await page.locator('.mine small', { hasText: '✓' }).nth(1).waitFor();
    expect(stage.arrived.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'Cek laporan' },
      { kind: 'choice', value: 'report', label: 'Lapor masalah' },
    ]);
  });

  it('goes on after a reload where it stood, draft included', async () => {
    stage.onArrived = async ({ chatId }) => void (await stage.say(chatId, MENU));
    await open();
    await write('Jalan rusak di Talang Kelapa');
    await bubble('Apa yang bisa kami bantu?').waitFor();
    await page.locator('#text').fill('belum selesai');
    await page.reload();

    await bubble('Jalan rusak di Talang Kelapa').waitFor();
    await page.locator('#choices').getByRole('button', { name: 'Lapor masalah' }).waitFor();
    await counts(page.locator('#thread .bubble'), 2);
    await eventually(async () =>
      expect(await page.locator('#text').inputValue()).toBe('belum selesai'),
    );
    await hidden(page.locator('#welcome'));
  });

  it('keeps what is written without a line and sends it once, in order, when it is back', async () => {
    await open();
    await write('satu');
    await page.locator('.mine small', { hasText: '✓' }).waitFor();
    await context.setOffline(true);
    await page.getByText('Tidak ada sinyal — pesan akan dikirim otomatis').waitFor();
    await write('dua');
    await write('tiga');
    await page.locator('.mine small', { hasText: 'menunggu sinyal' }).nth(1).waitFor();
    await shoot('offline-360');
    await context.setOffline(false);

    await page.locator('.mine small', { hasText: '✓' }).nth(2).waitFor();
    expect(textsArrived()).toEqual(['satu', 'dua', 'tiga']);
    await hidden(page.locator('#line'));
  });

  it('sends what was queued also after a reload, and shows it once when only the answer was lost', async () => {
    await open();
    // The server keeps it, and the page never hears so.
    await page.route('**/chat/api/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      await route.abort();
    });
    await write('hanya sekali');
    await page.locator('.mine small', { hasText: 'menunggu sinyal' }).waitFor();
    await page.unroute('**/chat/api/messages');
    await page.reload();

    await page.locator('.mine small', { hasText: '✓' }).waitFor();
    await counts(bubble('hanya sekali'), 1);
    expect(textsArrived()).toEqual(['hanya sekali']);
  });

  it('offers to send again what the server refused', async () => {
    await open();
    await page.route('**/chat/api/messages', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 400 }) : route.continue(),
    );
    await write('tolong');
    const again = page.getByRole('button', { name: 'Gagal. Ketuk untuk kirim ulang' });
    await again.waitFor();
    expect(await violations()).toEqual([]);
    await page.unroute('**/chat/api/messages');
    await again.click();
    await page.locator('.mine small', { hasText: '✓' }).waitFor();
    expect(textsArrived()).toEqual(['tolong']);
  });

  it('shows whatever anybody writes as text and runs none of it', async () => {
    await stage.close();
    stage = await openStage({ clock: systemClock, webDir, organisation: NASTY });
    stage.onArrived = async ({ chatId }) => {
      await stage.say(chatId, `${NASTY} javascript:alert(1) https://contoh.go.id/a"onclick="x`, {
        author: { ...SITI, kind: 'operator', operatorId: 'o', name: NASTY },
      });
      await stage.say(chatId, { kind: 'location', latitude: -2.9, longitude: 104.7, name: NASTY });
      await stage.say(chatId, {
        kind: 'document',
        caption: NASTY,
        media: { mediaId: 'x', mimeType: 'application/pdf', bytes: 1, fileName: NASTY },
      });
      await stage.say(chatId, {
        kind: 'text',
        text: NASTY,
        choices: [{ value: 'x', label: NASTY }],
      });
    };
    await open();
    await write(NASTY);
    await page.locator('#choices button').waitFor();
    await page.reload();
    await page.locator('#choices button').waitFor();

    await shows(page.locator('#choices button'), NASTY);
    await named(NASTY);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.locator('img, #thread script, [onclick], [onerror]').count()).toBe(0);
    const links = await page
      .locator('#thread a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links.every((href) => /^(https:\/\/|geo:)/.test(href ?? ''))).toBe(true);
    expect(links).toContain('https://contoh.go.id/a');
  });

  it('holds on 320 px: long words, 10,000 characters, right to left, many choices', async () => {
    stage.onArrived = async ({ chatId }) => {
      await stage.say(chatId, 'a'.repeat(300));
      await stage.say(chatId, 'مرحبا، كيف يمكننا مساعدتك اليوم؟');
      await stage.say(chatId, {
        ...MENU,
        choices: Array.from({ length: 12 }, (_, n) => ({
          value: `${n}`,
          label: `Pilihan nomor ${n} yang sangat panjang sekali judulnya`,
        })),
      });
    };
    await open({ viewport: { width: 320, height: 640 } });
    await named();
    await shoot('welcome-320');
    expect(await overflow()).toBe(false);
    await write('kata '.repeat(2_000));
    await page.locator('#choices button').nth(11).waitFor();

    expect(await overflow()).toBe(false);
    await shoot('long-320');
    const small = await page.locator('button:visible, #emergency').evaluateAll(
      (all) =>
        all.filter((one) => {
          const { width, height } = one.getBoundingClientRect();
          return width < 44 || height < 44;
        }).length,
    );
    expect(small).toBe(0);
    expect(textsArrived()[0]).toHaveLength('kata '.repeat(2_000).trim().length);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe objects to (%s)',
    async (colorScheme) => {
      stage.onArrived = async ({ chatId }) => {
        await stage.say(chatId, 'Halo, ini layanan pengaduan Kabupaten Banyuasin.');
        await stage.say(chatId, 'Saya lihat laporannya: https://contoh.go.id/x', { author: SITI });
        await stage.say(chatId, { ...MENU, ask: 'location' });
      };
      await open({ colorScheme });
      await named();
      expect(await violations()).toEqual([]);
      await shoot(`welcome-360-${colorScheme}`);
      await write(
        'Lampu jalan mati di depan pasar sejak tiga hari lalu, gelap sekali kalau malam.',
      );
      await page.locator('#choices button').nth(2).waitFor();
      await polling(stage, 1);
      await stage.webchat.typing(stage.arrived[0]?.chatId ?? '');
      await page.locator('#typing').waitFor();
      await page.locator('#more').click();
      expect(await violations()).toEqual([]);
      await shoot(`menu-360-${colorScheme}`);
      await page.keyboard.press('Escape');
      await page.locator('#more:focus').waitFor();
      await shoot(`chat-360-${colorScheme}`);
      await page.setViewportSize({ width: 320, height: 640 });
      await shoot(`chat-320-${colorScheme}`);
      await page.getByRole('button', { name: 'Show this page in English' }).click();
      await shows(page.locator('#emergency'), 'Danger? Call\u00a0112');
      await shoot(`english-320-${colorScheme}`);
    },
  );

  it('sends the place, and says what to do when it may not know it', async () => {
    await open({
      geolocation: { latitude: -2.88, longitude: 104.4 },
      permissions: ['geolocation'],
    });
    const share = async () => {
      await page.locator('#more').click();
      await page.getByRole('button', { name: 'Kirim lokasi saya' }).click();
    };
    await share();
    await page.getByRole('link', { name: /Buka peta/ }).waitFor();
    await context.clearPermissions();
    await share();
    await page.locator('#line', { hasText: 'tulis nama tempatnya' }).waitFor();
    await eventually(() =>
      expect(stage.arrived.map(({ content }) => content)).toMatchObject([
        { kind: 'location', latitude: -2.88, longitude: 104.4 },
      ]),
    );
  });

  it('makes a photo small before it goes, and shows what the office sends', async () => {
    await open();
    const photo = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 });
      canvas.getContext('2d')?.fillRect(0, 0, 1500, 1000);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    });
    const buffer = Buffer.from(photo, 'base64');
    stage.onArrived = async ({ chatId }) => {
      const { id } = await stage.stores.media.keep(buffer, { mimeType: 'image/png' }, new Date());
      const media = { mediaId: id, mimeType: 'image/png', bytes: buffer.length };
      await stage.say(
        chatId,
        { kind: 'photo', media, caption: 'Sudah diperbaiki' },
        { author: SITI },
      );
    };
    await page.locator('#file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
    await page.locator('#tray img').waitFor();
    await page.locator('#text').fill('Ini fotonya');
    await shoot('tray-360');
    await page.locator('#send').click();
    await bubble('Sudah diperbaiki').locator('img').waitFor();
    await shoot('photos-360');

    const sent = stage.arrived[0]?.content;
    expect(sent).toMatchObject({
      kind: 'photo',
      caption: 'Ini fotonya',
      media: { mimeType: 'image/jpeg' },
    });
    await page.reload();
    await page.locator('.bubble img').nth(1).waitFor();
    const width = () =>
      page.locator('.mine img').evaluate((one) => (one as HTMLImageElement).naturalWidth);
    await eventually(async () => expect(await width()).toBe(1280));
  });

  it('opens from a button on any other site', async () => {
    await open();
    // The same machine by another name is another site to a browser.
    const other = `${stage.url.replace('127.0.0.1', 'localhost')}/other-site`;
    await page.goto(other);
    await page.getByRole('button', { name: 'Lapor / tanya' }).click();
    const frame = page.frameLocator('iframe');
    await frame.locator('#text').fill('dari situs lain');
    await frame.locator('#send').click();
    await frame.locator('.mine small', { hasText: '✓' }).waitFor();
    await shoot('embedded-360');
    await page.getByRole('button', { name: 'Tutup chat' }).click();
    await hidden(page.locator('iframe'));
    expect(textsArrived()).toEqual(['dari situs lain']);
  });

  it('weighs at most 15 KB of script and style, compressed, and asks nobody else', async () => {
    const assets = join(webDir, 'assets');
    const bytes = readdirSync(assets)
      .filter((name) => /\.(js|css)$/.test(name))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);
    expect(bytes).toBeLessThanOrEqual(15_000);
    const hosts = new Set<string>();
    await open();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.reload({ waitUntil: 'networkidle' });
    expect([...hosts]).toEqual([new URL(stage.url).host]);
  });
});

describe('the sources of the page', () => {
  it('never make markup of text', () => {
    const folder = new URL('../../../web/chat/', import.meta.url);
    for (const name of readdirSync(folder)) {
      const source = readFileSync(new URL(name, folder), 'utf8');
      expect([name, source]).toEqual([
        name,
        expect.not.stringMatching(
          /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc/,
        ),
      ]);
    }
  });
});
