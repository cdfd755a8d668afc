import { describe, expect, it } from '@jest/globals';
import { localTime } from '../../src/clocks/local-time.js';
import { type Facts, type Told, toldText } from '../../src/models/facts.js';
import { createFactReader } from '../../src/nlp/extracting/facts.js';
import { loadAreas } from '../../src/nlp/load.js';
import { createPlaces } from '../../src/nlp/place/read.js';
import { Chat, fakeWorld } from './chat.js';

const places = createPlaces(loadAreas('16.07'));
const readFacts = createFactReader({
  localTime: (at) => localTime(at, 'Asia/Jakarta'),
  placesIn: places.find,
});
const chat = () => new Chat(fakeWorld({ readFacts, readPlace: places.read }));

function expectQuotes(facts: Facts | undefined, text: string): void {
  const told = Object.values(facts ?? {}).flat() as Told[];
  expect(told.length).toBeGreaterThan(0);
  for (const { start, end, words } of told) expect(text.slice(start, end)).toBe(words);
}

describe('the facts of a report', () => {
  it('are filed with it, their words where they stand in story and place', () => {
    const talk = chat()
      .says('jalan berlubang besar sejak 3 hari lalu, 2 orang luka, hp saya 0812-3456-7890')
      .says('desa Lubuk Karet RT 05 dekat masjid')
      .says('lewati')
      .says('anonim')
      .says('kirim');
    const [complaint] = talk.filed;
    expect(complaint?.facts).toMatchObject({
      people: [{ harm: 'hurt', least: 2, most: 2, certainty: 'said' }],
      phones: [{ number: '+6281234567890' }],
      times: [{ lasting: true, certainty: 'guessed' }],
    });
    expect(complaint?.facts?.places.map(({ kind }) => kind)).toContain('rt-rw');
    expectQuotes(complaint?.facts, toldText(complaint?.description, complaint?.place.words));
  });

  it('stand on the emergency card from the first words on, and grow with the answers', () => {
    const talk = chat().says('tolong kebakaran di desa Lubuk Karet, 2 orang terjebak');
    const first = talk.did('emergency').at(-1);
    expect(first?.facts?.people).toMatchObject([{ harm: 'trapped', least: 2 }]);
    talk.says('dekat masjid RT 03').says('ibu saya pingsan, nomor 081234567890');
    const card = talk.all.findLast((action) => action.type === 'emergency');
    expect(card?.facts?.people.map(({ harm }) => harm)).toEqual(['trapped', 'hurt']);
    expect(card?.facts?.phones).toHaveLength(1);
    expectQuotes(card?.facts, toldText(card?.words, card?.people, card?.place?.words));
  });

  it('count times from the moment of telling, also when the report is filed days later', () => {
    const talk = chat().says('jalan longsor kemarin');
    const told = talk.world.now;
    talk
      .waits(3 * 86_400)
      .says('desa Lubuk Karet RT 05 dekat masjid')
      .says('lewati')
      .says('anonim')
      .says('kirim');
    const [time] = talk.filed[0]?.facts?.times ?? [];
    expect(time?.to.getTime()).toBeLessThanOrEqual(told.getTime());
    expect(time?.from.getTime()).toBeGreaterThan(told.getTime() - 2 * 86_400_000);
  });

  it('are left out where nothing is told or nobody reads them', () => {
    const silent = new Chat(fakeWorld()).says('tolong kebakaran, 2 orang terjebak');
    expect(silent.did('emergency').at(-1)).not.toHaveProperty('facts');
    expect(chat().says('kebakaran').did('emergency').at(-1)).not.toHaveProperty('facts');
  });
});
