import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import {
  addOperator,
  ask,
  builtPages,
  citizenWaits,
  type House,
  listen,
  openHouse,
  signIn,
} from '../handoff/house.js';
import { TestClock } from '../support/clock.js';

let house: House;
afterEach(() => house.close());

describe('pages', () => {
  it('serves the inbox at every address a person opens, the chat at /chat, files with their cache', async () => {
    const { webDir, remove } = await builtPages();
    house = await openHouse({ webDir });
    const html = { accept: 'text/html' };
    for (const path of ['/', '/inbox/c1', '/people']) {
      const page = await ask(house, `GET ${path}`, { headers: html });
      expect([page.status, page.text]).toEqual([200, '<title>inbox</title>']);
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN');
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'self'");
    }
    const chat = await ask(house, 'GET /chat', { headers: html });
    expect(chat.text).toBe('<title>chat</title>');
    expect(chat.headers.get('x-frame-options')).toBeNull();
    expect(chat.headers.get('content-security-policy')).toContain('frame-ancestors *');
    const file = await ask(house, 'GET /assets/main-abc123.js', {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(file.headers.get('content-encoding')).toBe('gzip');
    for (const path of ['/assets/gone.js', '/../package.json', '/%2e%2e/package.json', '/.env']) {
      expect([path, (await ask(house, `GET ${path}`)).status]).toEqual([path, 404]);
    }
    await remove();
  });

  it('says what to do when the pages are not built, and what is not there', async () => {
    house = await openHouse();
    const page = await ask(house, 'GET /', { headers: { accept: 'text/html' } });
    expect([page.status, page.json.message]).toEqual([
      404,
      expect.stringContaining('npm run build'),
    ]);
    for (const line of ['GET /api/nothing', 'POST /api/nothing', 'DELETE /nothing']) {
      expect((await ask(house, line)).json).toMatchObject({ code: 'request/not-found' });
    }
  });
});

describe('health', () => {
  it('is ready when everything answers, and names what does not', async () => {
    const clock = new TestClock();
    house = await openHouse({
      clock,
      server: {
        ready: {
          storage: async () => 1,
          queue: async () => {
            throw new Error('redis://user:secret@host');
          },
          late: () => new Promise(() => {}),
        },
      },
    });
    expect((await ask(house, 'GET /healthz')).json).toEqual({ alive: true });
    const asking = ask(house, 'GET /readyz');
    const ticking = setInterval(() => void clock.advance(2_000), 5);
    const { status, json, text } = await asking;
    clearInterval(ticking);
    expect([status, Object.keys(json.reasons ?? {})]).toEqual([503, ['queue', 'late']]);
    expect(text).not.toContain('secret');
  });

  it('is ready when all is well', async () => {
    house = await openHouse();
    expect(await ask(house, 'GET /readyz')).toMatchObject({ status: 200, json: { ready: true } });
  });
});

describe('metrics', () => {
  it('count by route, channel and state, and name nobody', async () => {
    house = await openHouse();
    const cookie = await signIn(house, await addOperator(house, 'operator'));
    await citizenWaits(house, 'c-of-siti');
    await ask(house, 'GET /api/conversations/c-of-siti', { cookie });
    await ask(house, 'GET /api/nothing');
    const line = await listen(house, cookie);
    house.metrics.received('whatsapp');
    house.metrics.sent('webchat', 'failed');
    const { text, headers } = await ask(house, 'GET /metrics');
    await line.stop();
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    for (const expected of [
      'sahut_http_request_seconds_count{method="GET",route="/api/conversations/:id",status="200"} 1',
      'sahut_http_request_seconds_count{method="GET",route="other",status="404"} 1',
      'sahut_messages_received_total{channel="whatsapp"} 1',
      'sahut_messages_sent_total{channel="webchat",outcome="failed"} 1',
      'sahut_queue_jobs{state="ready"} 1',
      'sahut_conversations_waiting{kind="all"} 1',
      'sahut_live_listeners 1',
      'process_resident_memory_bytes',
    ]) {
      expect(text).toContain(expected);
    }
    expect(text).toMatch(/sahut_longest_wait_seconds \d/);
    expect(text).not.toMatch(/siti|Siti/);
  });
});

describe('the description', () => {
  it('has every route, as OpenAPI 3.1', async () => {
    house = await openHouse();
    const { json } = await ask(house, 'GET /api/openapi.json');
    const { openapi, info, paths, components } = json as unknown as {
      openapi: string;
      info: { title: string; version: string };
      paths: Record<string, Record<string, Operation>>;
      components: { schemas: Record<string, object>; responses: Record<string, object> };
    };
    expect([openapi, info.title, info.version]).toEqual(['3.1.0', 'Sahut', '0.0.0']);
    for (const { method, path } of house.handoff.routes) {
      const template = path.replace(/:(\w+)/g, '{$1}');
      const operation = paths[template]?.[method];
      const named = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = (operation?.parameters ?? []).filter((one) => one.in === 'path');
      expect([path, given.map(({ name }) => name)]).toEqual([path, named]);
      expect(Object.keys(operation?.responses ?? {})).toContain('default');
    }
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    const ids = operations.flatMap(({ operationId }) => operationId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('postConversationsIdClaim');
    const references = JSON.stringify(json).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g);
    for (const [, group, name] of references) {
      expect(components[group as 'schemas'][name ?? '']).toBeDefined();
    }
    expect(JSON.stringify(paths['/api/conversations/{id}/claim'])).toContain('"force"');
  });
});

interface Operation {
  operationId?: string;
  parameters?: { name: string; in: string }[];
  responses: object;
}

describe('the door', () => {
  it('mounts the routers of the channels, and answers their failures like its own', async () => {
    const webchat = express.Router().get('/boom', () => {
      throw new Error('number 081234567890 is broken');
    });
    house = await openHouse({ server: { routers: { webchat } } });
    const { status, json, text, headers } = await ask(house, 'GET /chat/api/boom');
    expect([status, json.code]).toEqual([500, 'internal/unexpected']);
    expect(text).not.toContain('0812');
    expect(json.requestId).toBe(headers.get('x-request-id'));
    const line = house.logged.find((one) => one.includes(String(json.requestId))) ?? '';
    expect(line).toContain('is broken');
    expect(line).not.toContain('081234567890');
  });

  it('ends the live lines, answers what is under way and then closes', async () => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let begun = () => {};
    const underWay = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const webchat = express.Router().get('/slow', async (_request, response) => {
      begun();
      await asked;
      response.json({ done: true });
    });
    house = await openHouse({ server: { routers: { webchat } } });
    const cookie = await signIn(house, await addOperator(house, 'operator'));
    const line = await listen(house, cookie);
    const slow = ask(house, 'GET /chat/api/slow');
    await underWay;
    const closing = house.close();
    await line.ended;
    answer();
    expect((await slow).json).toEqual({ done: true });
    await closing;
    await expect(fetch(house.url)).rejects.toThrow();
  });

  it('answers broken requests and goes on', async () => {
    house = await openHouse();
    const { port } = new URL(house.url);
    const answers = await Promise.all(
      [
        'nonsense\r\n\r\n',
        'GET / HTTP/1.1\r\n\r\n',
        `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
        'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
        'GET /api/conversations/%00%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      ].map((text) => raw(Number(port), text)),
    );
    expect(answers.map((text) => Number(text.slice(9, 12)))).toEqual([400, 400, 431, 400, 400]);
    expect((await ask(house, 'GET /healthz')).status).toBe(200);
  });

  it('refuses to make a HEAD or an old method into something else', async () => {
    house = await openHouse();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${house.url}/healthz`, { method: 'HEAD', agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    expect((await ask(house, 'PUT /api/session', { body: {} })).status).toBe(404);
  });
});

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => {
      heard += data.toString();
    });
    socket.on('error', () => resolve(heard));
    socket.on('close', () => resolve(heard));
  });
}
