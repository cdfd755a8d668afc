import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { type App, startApp } from '../../src/app.js';
import { createTerminal, type Terminal } from '../../src/bots/terminal/terminal.js';
import { systemClock } from '../../src/clocks/system.js';
import { parseConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { conversationId } from '../../src/models/store/stores.js';
import { eventually } from '../support/eventually.js';
import { FakeWhatsApp } from '../support/fake-whatsapp/index.js';
import { Operator } from '../support/journey/operator.js';

/** For what a page does without a limit of its own, on a busy machine. */
const PATIENCE_MS = 60_000;
const ADMIN = { email: 'admin@sahut.local', password: 'sandi panjang sekali' };

/** A house on the wall clock, with real pages, citizens on the terminal channel, and a WhatsApp if wanted. */
export interface Desk {
  app: App;
  admin: Operator;
  whatsapp: { server: FakeWhatsApp; account: ReturnType<FakeWhatsApp['addAccount']> } | null;
  /** What was said to a citizen of the terminal, in order. */
  heard(chatId: string): string[];
  says(chatId: string, text: string): Promise<void>;
  idOf(chatId: string): string;
  end(): Promise<void>;
}

export async function openDesk({ whatsapp = false } = {}): Promise<Desk> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sahut-desk-'));
  const said = new Map<string, string[]>();
  const terminal: Terminal = createTerminal(({ chatId, content }) => {
    const text = content.kind === 'text' ? content.text : `[${content.kind}]`;
    said.set(chatId, [...(said.get(chatId) ?? []), text]);
  }, systemClock);
  const server = whatsapp ? new FakeWhatsApp() : null;
  const settings = {
    PORT: '0',
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: ADMIN.password,
    ...(server ? { WHATSAPP: 'on', WHATSAPP_WS_URL: await server.listen() } : {}),
  };
  const log = createLog(process.env.DESK_LOG ? 'warn' : 'silent');
  const app = await startApp(parseConfig(settings), { log, channels: [terminal], patience: 0 });
  const account = server?.addAccount('628110001000', '90001000', 'Kabupaten');
  if (server && account) {
    const health = () => app.channels.find(({ name }) => name === 'whatsapp')?.health();
    let qr = '';
    await eventually(() => {
      qr = health()?.qr ?? '';
      if (qr === '') throw new Error('no QR code yet');
    });
    server.scan(qr, account);
    await eventually(() => {
      if (health()?.state !== 'up') throw new Error(`whatsapp is ${health()?.state}`);
    });
  }
  const admin = await new Operator(() => app.url).signIn(ADMIN.email, ADMIN.password);
  return {
    app,
    admin,
    whatsapp: server && account ? { server, account } : null,
    heard: (chatId) => said.get(chatId) ?? [],
    says: (chatId, text) => terminal.write(chatId, { kind: 'text', text }),
    idOf: (chatId) => conversationId('terminal', terminal.account, chatId),
    async end() {
      await app.stop();
      await server?.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An operator's page. */
export interface Seat {
  context: BrowserContext;
  page: Page;
  name: string;
}

interface Wishes extends BrowserContextOptions {
  /** The sound check is answered already; true unless said otherwise. */
  checked?: boolean;
}

/** Signs a new colleague in through the page's own form, with notifications allowed. */
export async function sit(browser: Browser, desk: Desk, wishes: Wishes = {}): Promise<Seat> {
  const { checked = true, ...options } = wishes;
  const context = await browser.newContext({
    locale: 'id-ID',
    viewport: { width: 1366, height: 768 },
    permissions: ['notifications', 'clipboard-read', 'clipboard-write'],
    ...options,
  });
  const email = `op-${randomUUID()}@sahut.local`;
  const name = `Petugas ${email.slice(3, 7)}`;
  const { oneTimePassword = '' } = await desk.admin.ask<{ oneTimePassword?: string }>(
    'POST',
    '/api/operators',
    { email, name, role: 'supervisor' },
  );
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  if (checked) {
    await page.addInitScript(() => {
      localStorage.setItem('sahut.sound-checked', `heard ${Date.now()}`);
    });
  }
  await page.goto(desk.app.url);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(oneTimePassword);
  await page.keyboard.press('Enter');
  const fields = page.locator('input[type="password"]');
  await eventually(async () => {
    if ((await fields.count()) !== 3) throw new Error('the new password is not asked for yet');
  });
  const own = 'sandi baru yang panjang';
  for (const [index, text] of [oneTimePassword, own, own].entries()) {
    await fields.nth(index).fill(text);
  }
  await page.keyboard.press('Enter');
  await page.locator('[data-line="live"]').waitFor();
  return { context, page, name };
}

/** What axe finds wrong, in words. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
