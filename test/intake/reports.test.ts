import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ID, Rig } from './rig.js';

describe('a delivery report', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open();
  });
  afterEach(() => rig.close());

  const states = async () => {
    const thread = await rig.opened.stores.messages.page(ID, { limit: 50 });
    return thread.flatMap(({ delivery }) => (delivery ? [delivery.state] : []));
  };

  it('counts that comes before the channel has said that the message went out', async () => {
    rig.onSend = (externalId) =>
      rig.sink.delivered({ externalId, state: 'delivered', at: rig.opened.clock.now() });
    await rig.says('halo');
    expect(await states()).toEqual(['delivered']);
  });

  it('counts that comes at the same moment, also the last of several', async () => {
    const reports: Promise<void>[] = [];
    rig.onSend = async (externalId) => {
      for (const state of ['sent', 'delivered', 'read'] as const) {
        reports.push(rig.sink.delivered({ externalId, state, at: rig.opened.clock.now() }));
      }
    };
    await rig.says('halo');
    await Promise.all(reports);
    expect(await states()).toEqual(['read']);
  });

  it('of somebody else’s message is passed over', async () => {
    rig.onSend = () =>
      rig.sink.delivered({ externalId: 'stranger', state: 'failed', at: rig.opened.clock.now() });
    await rig.says('halo');
    expect(await states()).toEqual(['sent']);
  });
});
