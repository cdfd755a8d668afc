import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { BROWSER_WANTED, NO_CHROMIUM, openBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { type Desk, openDesk, type Seat, sit, violations } from './desk.js';

const withBrowser = BROWSER_WANTED ? describe : describe.skip;
const SHOTS = process.env.SHOTS_DIR;
// On a busy machine everything may take long; what the issue gives seconds for is measured inside.
jest.setTimeout(300_000);
/** Figures, for who runs this by hand. */
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const bar = (page: Page) => page.locator('section[aria-label$="darurat belum diterima"]');
const field = (page: Page) => page.getByRole('textbox', { name: 'Balasan' });
const card = (page: Page) => page.locator('section[aria-label="Kartu darurat"]');

withBrowser(BROWSER_WANTED ? 'the first ten seconds, in a browser' : NO_CHROMIUM, () => {
  let browser: Browser;
  let desk: Desk;
  let seats: Seat[];

  beforeAll(async () => {
    browser = await openBrowser();
    if (SHOTS) await mkdir(SHOTS, { recursive: true });
  });
  afterAll(() => browser?.close());
  beforeEach(() => {
    seats = [];
  });
  afterEach(async () => {
    for (const { context } of seats) await context.close();
    await desk?.end();
  });

  async function seat(
    ...args: Parameters<typeof sit> extends [Browser, Desk, ...infer R] ? R : never
  ) {
    const one = await sit(browser, desk, ...args);
    seats.push(one);
    return one;
  }

  /** When, on this machine's clock, something stood on the screen. */
  const seenAt = (page: Page, selector: string): Promise<number> =>
    page.evaluate(
      (what) =>
        new Promise<number>((resolve) => {
          const look = (): void => {
            if (document.querySelector(what)) resolve(Date.now());
            else requestAnimationFrame(look);
          };
          look();
        }),
      selector,
    );

  /** Everything still: no other chats, no emergency waiting. */
  async function closeAll(chats: string[]): Promise<void> {
    for (const chat of chats) {
      await desk.admin.ask('POST', `/api/conversations/${desk.idOf(chat)}/claim`, { force: true });
      await desk.admin.close(desk.idOf(chat), 'prank');
    }
  }

  it('shows the alarm within 2 s of the first message (p95), with 200 other chats a second arriving', async () => {
    desk = await openDesk();
    const { page } = await seat();
    await page.goto(`${desk.app.url}/#/people`);
    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const chat = `danger-${round}`;
      const seen = seenAt(page, 'section[aria-label$="darurat belum diterima"]');
      // 200 a second, as a town writes when something happens; not all in one millisecond.
      const others = Array.from({ length: 200 }, async (_, n) => {
        await new Promise((resolve) => setTimeout(resolve, n * 5));
        await desk.says(`other-${round}-${n}`, 'lampu jalan di gang kami mati sudah dua minggu');
      });
      await Promise.all(others.slice(0, 100));
      const from = Date.now();
      await desk.says(chat, 'tolong kebakaran di pasar, ada orang terjebak');
      times.push((await seen) - from);
      await Promise.all(others);
      await closeAll([chat]);
      await bar(page).waitFor({ state: 'detached' });
    }
    times.sort((a, b) => a - b);
    const p95 = times[18] ?? Number.POSITIVE_INFINITY;
    say(
      `first message to alarm on screen: median ${times[10]} ms, p95 ${p95} ms, worst ${times[19]} ms`,
    );
    expect(p95).toBeLessThanOrEqual(2_000);
  });

  it('rings, flashes and stands over every page, until one key accepts; dispatch by keyboard alone', async () => {
    desk = await openDesk();
    const { page, name } = await seat();
    await page.goto(`${desk.app.url}/#/people`);
    await page.keyboard.press('Shift');
    await desk.says('siti', 'kobongan nang pasar, ana wong nang njero, tolong kebakaran!');
    await bar(page).waitFor();
    await eventually(async () => expect(await page.title()).toMatch(/DARURAT/));
    expect(await page.locator('#favicon').getAttribute('href')).toBe('/favicon-alarm.svg');
    expect(await violations(page)).toEqual([]);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'alarm-bar-people.png') });
    await page.keyboard.press('a');
    const accepted = Date.now();
    await card(page).waitFor();
    await eventually(() =>
      expect(desk.heard('siti').join('\n')).toContain(`Petugas ${name} sudah di sini`),
    );
    await bar(page).waitFor({ state: 'detached' });
    const facts = await card(page).locator('dt').allTextContents();
    expect(facts.slice(0, 5)).toEqual(['APA', 'DI MANA', 'SIAPA TERANCAM', 'KAPAN', 'MASIH ADA?']);
    await card(page).locator('mark').first().waitFor();
    // The card has the focus: keys act, they do not write.
    await page.keyboard.press('q');
    await eventually(() =>
      expect(desk.heard('siti').join('\n')).toMatch(
        /Di mana tepatnya\? Kirim lokasi \(pin\) sekarang, atau tulis desa dan patokan/,
      ),
    );
    await page.keyboard.press('s');
    await eventually(() =>
      expect(desk.heard('siti').join('\n')).toMatch(/Keluar dari bangunan sekarang/),
    );
    await page.keyboard.press('d');
    await page.locator('a[href="tel:113"]').waitFor();
    await eventually(async () =>
      expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(
        'tel:113',
      ),
    );
    for (let tabs = 0; tabs < 8; tabs += 1) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() => document.activeElement?.textContent);
      if (text === 'Salin ringkasan') break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Tersalin' }).waitFor();
    const took = Date.now() - accepted;
    say(`accept to dispatch by keyboard: ${took} ms`);
    expect(took).toBeLessThanOrEqual(10_000);
    const summary = await page.evaluate(() => navigator.clipboard.readText());
    expect(summary).toMatch(/^DARURAT: Kebakaran\nLokasi: .*\nDalam bahaya: .*\nSejak: /);
    expect(summary).toContain('kobongan nang pasar');
    await eventually(async () => {
      const { times } = (await desk.admin.detail(desk.idOf('siti'))).emergencyDesk ?? {};
      expect(times).toMatchObject({
        shown: [{ name }],
        accepted: [{ name }],
        firstWordsAt: expect.any(String),
      });
    });
    const notes = (await desk.admin.thread(desk.idOf('siti'))).filter(
      ({ direction }) => direction === 'note',
    );
    expect(notes).toHaveLength(1);
    expect(await violations(page)).toEqual([]);
    // Escape closes whom to call, not the conversation.
    await page.keyboard.press('Escape');
    await page.locator('a[href="tel:113"]').waitFor({ state: 'detached' });
    await card(page).waitFor();
  });

  it('lets one of two win, and tells the other who', async () => {
    desk = await openDesk();
    const [one, two] = [await seat(), await seat()];
    await desk.says('siti', 'tolong kebakaran di pasar');
    for (const { page } of [one, two]) await bar(page).waitFor();
    await Promise.all([one.page.keyboard.press('a'), two.page.keyboard.press('a')]);
    const owner = await eventuallyOwner();
    const [winner, loser] = owner === one.name ? [one, two] : [two, one];
    await loser.page.getByText(`Sudah diterima ${winner.name}`).waitFor();
    await card(winner.page).waitFor();
    const named = desk.heard('siti').filter((text) => /sudah di sini/.test(text));
    expect(named).toEqual([expect.stringContaining(winner.name)]);
    // The loser sees it at the edge, with its clock and who has it.
    const edge = loser.page.getByRole('navigation', { name: 'Darurat yang terbuka' });
    await edge.getByText(winner.name).waitFor();

    async function eventuallyOwner(): Promise<string> {
      let name = '';
      await eventually(async () => {
        const { owner: who } = await desk.admin.detail(desk.idOf('siti'));
        name = who.kind === 'operator' ? who.name : '';
        expect(name).not.toBe('');
      });
      return name;
    }
  });

  it('gives the emergencies of a closed laptop to a new owner within 30 s, and tells the citizen', async () => {
    desk = await openDesk();
    const [gone, stays] = [await seat(), await seat()];
    await desk.says('siti', 'tolong kebakaran di pasar');
    await bar(gone.page).waitFor();
    await gone.page.keyboard.press('a');
    await card(gone.page).waitFor();
    // The page has said at least once that it is there.
    await gone.page.waitForRequest((request) => request.url().endsWith('/api/session/here'));
    await bar(stays.page).waitFor({ state: 'detached' });
    // A lid that closes says no goodbye: the line stands, and nobody answers on it.
    await gone.context.route('**/api/session/here', () => {});
    const closed = Date.now();
    await bar(stays.page).waitFor({ timeout: 30_000 });
    await stays.page.keyboard.press('a');
    await eventually(async () => {
      const { owner } = await desk.admin.detail(desk.idOf('siti'));
      expect(owner).toMatchObject({ kind: 'operator', name: stays.name });
    });
    const took = Date.now() - closed;
    say(`closed laptop to new owner: ${took} ms`);
    expect(took).toBeLessThanOrEqual(30_000);
    await eventually(() => {
      const said = desk.heard('siti').join('\n');
      expect(said).toContain(`Sambungan petugas ${gone.name} terputus`);
      expect(said).toContain(`Petugas ${stays.name} sudah di sini`);
    });
    await gone.page
      .getByText(/Sambungan Anda terputus: darurat/)
      .first()
      .waitFor();
  });

  it('shows a cut WhatsApp session within 60 s, and nothing as sent that was not', async () => {
    desk = await openDesk({ whatsapp: true });
    const { server, account } = desk.whatsapp ?? {};
    if (!server || !account) throw new Error('no WhatsApp');
    const { page } = await seat();
    const customer = server.addCustomer({
      phone: '628120009999',
      lid: '77009999',
      account,
      name: 'Siti',
    });
    await customer.say('tolong kebakaran di pasar, ada orang terjebak');
    await bar(page).waitFor();
    await page.keyboard.press('a');
    await card(page).waitFor();
    server.faults.refuseLogin = 403;
    const cut = Date.now();
    server.drop(account);
    const loud = page.locator('[data-loud="channel"]');
    await loud.waitFor({ timeout: 60_000 });
    const took = Date.now() - cut;
    say(`cut WhatsApp session to red: ${took} ms`);
    expect(took).toBeLessThanOrEqual(60_000);
    await card(page).locator('[data-trouble="channel"]').waitFor();
    const before = server.stanzas.length;
    await page.keyboard.press('q');
    const { conversations } = await desk.admin.list('all');
    const id = conversations.find(({ channel }) => channel === 'whatsapp')?.id ?? '';
    await eventually(async () => {
      const mine = (await desk.admin.thread(id)).filter(
        ({ author, direction }) => author.kind === 'operator' && direction === 'out',
      );
      expect(mine.at(-1)?.content).toMatchObject({
        text: expect.stringMatching(/^Di mana tepatnya|^Siapa/),
      });
      expect(['queued', 'sending', 'failed']).toContain(mine.at(-1)?.delivery?.state);
    });
    expect(server.stanzas.slice(before).filter(({ tag }) => tag === 'message')).toEqual([]);
    // Another road stands on the card: the number to call.
    await card(page).locator('a[href^="tel:"]').first().waitFor();
    expect(await violations(page)).toEqual([]);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'alarm-channel-down.png') });
  });

  it('says on the card and over every page that the own line is lost', async () => {
    desk = await openDesk();
    const { page, context } = await seat();
    await desk.says('siti', 'tolong kebakaran di pasar');
    await bar(page).waitFor();
    await page.keyboard.press('a');
    await card(page).waitFor();
    const where = () => field(page).boundingBox();
    const before = await where();
    await context.setOffline(true);
    await page.locator('[data-loud="line"]').waitFor();
    // It lies over the page: nothing moves away under a finger.
    expect(await where()).toEqual(before);
    await page.keyboard.press('q');
    await card(page)
      .getByText(/^BELUM TERKIRIM/)
      .waitFor();
    await context.setOffline(false);
    await page.locator('[data-loud="line"]').waitFor({ state: 'detached' });
    await eventually(() => {
      const asked = desk
        .heard('siti')
        .filter((text) =>
          /^Di mana tepatnya\? Kirim lokasi \(pin\) sekarang, atau tulis desa dan patokan yang/.test(
            text,
          ),
        );
      expect(asked).toHaveLength(1);
    });
  });

  it('checks the sound at the sign-in, and warns for good where nothing is heard', async () => {
    desk = await openDesk();
    const { page } = await seat({ checked: false });
    const check = page.getByRole('region', { name: 'Periksa alarm sebelum bertugas' });
    await check.waitFor();
    const heard = check.getByRole('button', { name: 'Saya mendengarnya' });
    expect(await heard.isDisabled()).toBe(true);
    await check.getByRole('button', { name: 'Putar alarm' }).click();
    await check.getByRole('button', { name: 'Tidak terdengar' }).click();
    await page.getByText(/Alarm tidak terdengar di perangkat ini/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Periksa alarm sebelum bertugas' }).click();
    await check.getByRole('button', { name: 'Putar alarm' }).click();
    await heard.click();
    await check.waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('[data-line="live"]').waitFor();
    expect(await check.count()).toBe(0);
  });

  it('warns for good where notifications are blocked', async () => {
    desk = await openDesk();
    const { page } = await seat({ permissions: [] });
    await page.getByText(/Peramban memblokir pemberitahuan/).waitFor();
  });

  it('rings a device through its worker, and tells it nothing of the emergency', async () => {
    desk = await openDesk();
    const { page, context } = await seat();
    await page.evaluate(async () => {
      const worker = await navigator.serviceWorker.register('/alarm-worker.js', {
        scope: '/alarm/',
      });
      while (!worker.active) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    const devtools = await context.newCDPSession(page);
    const registration = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const found = registrations.find(({ scopeURL }) => scopeURL.endsWith('/alarm/'));
        if (found) resolve(found.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    const data = JSON.stringify({
      kind: 'alarm',
      text: 'Darurat baru menunggu',
      url: '/#/waiting',
    });
    const registrationId = await registration;
    await eventually(async () => {
      // A worker that is just being put to sleep loses what Chromium's own tools deliver: say it again,
      // the tag makes it one notification.
      await devtools.send('ServiceWorker.deliverPushMessage', {
        origin: desk.app.url,
        registrationId,
        data,
      });
      const shown = await page.evaluate(async () => {
        const worker = await navigator.serviceWorker.getRegistration('/alarm/');
        return (await worker?.getNotifications())?.map(({ title, body }) => [title, body]);
      });
      expect(shown).toEqual([['Sahut', 'Darurat baru menunggu']]);
    });
  });

  it.each([
    ['light', 1366, 768],
    ['dark', 1366, 768],
    ['light', 360, 740],
    ['dark', 360, 740],
  ] as const)('is whole and accessible in %s at %i×%i', async (colorScheme, width, height) => {
    desk = await openDesk();
    const { page } = await seat({ colorScheme, viewport: { width, height } });
    await desk.says('siti', 'tolong kebakaran di pasar, ada 2 anak terjebak');
    await desk.says(
      'budi',
      'banjir setinggi dada di Desa Sukajadi Talang Kelapa, nenek saya terjebak',
    );
    await bar(page).waitFor();
    await page.keyboard.press('a');
    await card(page).waitFor();
    await eventually(async () =>
      expect(await card(page).locator('button').count()).toBeGreaterThan(3),
    );
    await eventually(async () => expect(await violations(page)).toEqual([]));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
    // The field is whole and above the edge, however much the card has to say.
    const { y = height, height: tall = 0 } = (await field(page).boundingBox()) ?? {};
    const edge = await page.getByRole('navigation', { name: 'Darurat yang terbuka' }).boundingBox();
    expect(y + tall).toBeLessThanOrEqual(edge?.y ?? 0);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `alarm-${colorScheme}-${width}.png`) });
  });
});
