import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { BROWSER_WANTED, NO_CHROMIUM, openBrowser } from '../support/browser.js';
import { type Checkout, checkOut, type Served } from '../support/checkout.js';
import { eventually } from '../support/eventually.js';

/** UPDATE_SCREENS=1 renews the pictures of the documents; otherwise they go to the clone's folder. */
const renewed = process.env.UPDATE_SCREENS === '1';
const REFERENCE = /[0-9A-Z]{3}-[0-9A-Z]{4}/;
const NEW_PASSWORD = 'kopi hitam di dermaga';

describe('a newcomer with a fresh clone', () => {
  let clone: Checkout;
  let house: Served;
  let browser: Browser;
  beforeAll(async () => {
    if (BROWSER_WANTED) browser = await openBrowser();
    clone = checkOut();
    house = await clone.start();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
    clone?.remove();
  }, 30_000);

  it('is told where everything is, and how each channel is', () => {
    expect(house.printed).toMatch(/Web chat {2}http:\/\/127\.0\.0\.1:\d+\/chat/);
    expect(house.printed).toMatch(/Inbox {5}http:\/\/127\.0\.0\.1:\d+\//);
    expect(house.printed).toMatch(/admin@sahut\.local, one-time password: \S+/);
    expect(house.printed).toMatch(/webchat +on/);
    expect(house.printed).toMatch(/telegram +off: set TELEGRAM_BOT_TOKEN/);
    expect(house.printed).toMatch(/whatsapp +off: set WHATSAPP=on/);
  });

  it('cannot start a second one on the same data, and is told so', async () => {
    await expect(clone.start()).rejects.toThrow(/Another Sahut is running/);
  });

  (BROWSER_WANTED ? describe : describe.skip)(
    BROWSER_WANTED ? 'in the browser' : NO_CHROMIUM,
    () => {
      it('files a complaint, signs in, sees it, answers, and the citizen reads the answer', async () => {
        const citizen = await newPage(browser, { width: 360, height: 740 });
        await citizen.goto(`${house.url}/chat`);
        await say(citizen, 'jalan di depan SD Negeri 3 desa Lubuk Karet rusak parah, lubang besar');
        await choose(citizen, /^Lewati/);
        await choose(citizen, /^Anonim/);
        await choose(citizen, /^Kirim$/);
        const reference = await hear(citizen, REFERENCE);
        const operator = await newPage(browser, { width: 1366, height: 768 });
        await signIn(operator, house);
        await operator.getByRole('link', { name: /^Semua/ }).click();
        await row(operator, /Jalan/).click();
        const panel = operator.getByRole('region', { name: 'Aduan' });
        await panel.getByText(reference).first().waitFor();
        await eventually(async () => {
          expect(await panel.getByLabel('Kategori').inputValue()).toBe('road');
          expect(await panel.getByLabel('Urgensi').inputValue()).toMatch(/^(normal|high)$/);
        });
        await operator
          .getByRole('button', { name: /^Ambil/ })
          .first()
          .click();
        const composer = operator.getByPlaceholder(/Tulis balasan/);
        await composer.fill('Selamat pagi, tim PUPR kami kirim hari ini.');
        await composer.press('Enter');
        await hear(citizen, /tim PUPR kami kirim hari ini/);
        await screen(citizen, 'chat-phone');
        await screen(operator, 'inbox-answered');
      }, 120_000);

      it('cries for help, and the inbox shows an emergency on top', async () => {
        const citizen = await newPage(browser, { width: 360, height: 740 });
        await citizen.goto(`${house.url}/chat`);
        await say(citizen, 'tolong kebakaran di pasar pangkalan balai, ada orang di dalam!!');
        await hear(citizen, /112/);
        const operator = await newPage(browser, { width: 1366, height: 768 });
        await signIn(operator, house, NEW_PASSWORD);
        await row(operator, /kebakaran di pasar/).click();
        await operator.getByText('APA', { exact: true }).waitFor();
        await operator
          .getByText(/DARURAT/)
          .first()
          .waitFor();
        await screen(operator, 'inbox-emergency');
      }, 120_000);
    },
  );

  async function screen(page: Page, name: string): Promise<void> {
    const folder = renewed
      ? join(import.meta.dirname, '..', '..', 'docs', 'screens')
      : join(clone.folder, 'screens');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
});

async function newPage(browser: Browser, viewport: { width: number; height: number }) {
  const context = await browser.newContext({
    viewport,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  });
  return context.newPage();
}

/** A line of the list. */
const row = (page: Page, words: RegExp) =>
  page.getByRole('listitem').getByRole('link').filter({ hasText: words }).first();

async function say(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox').last();
  await box.fill(text);
  await box.press('Enter');
}

/** Waits for a bubble with these words, and returns them. */
async function hear(page: Page, words: RegExp): Promise<string> {
  const bubble = page.getByRole('log').getByText(words).last();
  await bubble.waitFor({ timeout: 30_000 });
  return words.exec((await bubble.textContent()) ?? '')?.[0] ?? '';
}

async function choose(page: Page, label: RegExp): Promise<void> {
  const choices = page.getByRole('button').filter({ hasText: label });
  await choices.last().click({ timeout: 30_000 });
}

/** Signs in; at the first time the one-time password is replaced, as the page asks. */
async function signIn(page: Page, house: Served, password?: string): Promise<void> {
  const oneTime = /one-time password: (\S+)/.exec(house.printed)?.[1] ?? '';
  await page.goto(house.url);
  await page.getByLabel('Alamat surel').fill('admin@sahut.local');
  await page.getByLabel('Kata sandi').fill(password ?? oneTime);
  await page.keyboard.press('Enter');
  if (password) return;
  const again = page.getByLabel('Ulangi kata sandi baru');
  await again.waitFor();
  const current = page.getByLabel('Kata sandi sekali pakai');
  if ((await current.inputValue()) === '') await current.fill(oneTime);
  await page.getByLabel('Kata sandi baru', { exact: true }).fill(NEW_PASSWORD);
  await again.fill(NEW_PASSWORD);
  await page.keyboard.press('Enter');
}
