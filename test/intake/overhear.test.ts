import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ID, Rig } from './rig.js';

const SARI = { id: 'sari', name: 'Sari' };
const PIN = { kind: 'location', latitude: -2.9, longitude: 104.7 } as const;

describe('an emergency that a person has taken', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open();
  });
  afterEach(() => rig.close());

  async function taken(...words: string[]): Promise<void> {
    for (const one of words) await rig.says(one);
    const { stores, clock } = rig.opened;
    await stores.conversations.claim(ID, SARI, { force: false, at: clock.now() });
    rig.sent.length = 0;
  }

  it('goes on learning from the citizen, while the bot is silent', async () => {
    await taken('tolong ada kebakaran');
    await rig.says('desa Mulya Agung dekat masjid');
    await rig.says(PIN);
    await rig.says('dua anak terjebak di dalam');
    const { emergency, danger, owner } = await rig.conversation();
    expect(emergency).toMatchObject({
      words: 'tolong ada kebakaran',
      place: {
        area: { name: 'Mulya Agung' },
        landmark: 'dekat masjid',
        point: { latitude: -2.9, longitude: 104.7 },
      },
      people: 'dua anak terjebak di dalam',
    });
    expect(danger).toBe(2);
    expect(owner).toMatchObject({ kind: 'operator', operatorId: 'sari' });
    expect(rig.sent).toEqual([]);
    expect(await rig.opened.stores.messages.unread(ID)).toEqual([]);
  });

  it('opens silently at the first word of danger to a person', async () => {
    await taken('jalan berlubang besar');
    await rig.says('tolong ada kebakaran di desa Mulya Agung');
    const { emergency, danger } = await rig.conversation();
    expect(danger).toBe(2);
    expect(emergency).toMatchObject({
      words: 'tolong ada kebakaran di desa Mulya Agung',
      place: { area: { name: 'Mulya Agung' } },
    });
    expect(rig.sent).toEqual([]);
  });

  it('learns nothing from small talk, and nothing when nobody is in danger', async () => {
    await taken('jalan berlubang besar');
    await rig.says('desa Mulya Agung');
    expect(await rig.conversation()).not.toHaveProperty('emergency');
  });

  it('is over when it is given back: the draft goes on where it was', async () => {
    await taken('jalan berlubang besar');
    await rig.says('tolong ada kebakaran');
    const { stores, clock } = rig.opened;
    await stores.conversations.release(ID, SARI.id, undefined, clock.now());
    await rig.sweeps();
    expect(await rig.conversation()).toMatchObject({ danger: 0, owner: { kind: 'bot' } });
    expect(rig.heard.join('\n')).toMatch(/Di mana kejadiannya/);
  });
});
