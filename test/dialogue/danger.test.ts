import { describe, expect, it } from '@jest/globals';
import { Chat, fakeTriage, fakeWorld } from './chat.js';

/** Ways to stand in every step. */
const STANDS: Record<string, (chat: Chat) => Chat> = {
  'the first word': (chat) => chat,
  menu: (chat) => chat.says('halo'),
  describe: (chat) => chat.says('halo').taps('menu.report'),
  category: (chat) => chat.says('air keruh sekali di rumah kami'),
  place: (chat) => chat.says('jalan berlubang besar'),
  area: (chat) => chat.says('jalan berlubang besar').says('desa Sukajadi'),
  landmark: (chat) => chat.says('jalan berlubang di Mulya Agung'),
  media: (chat) => chat.says('jalan berlubang di Mulya Agung').says('lewati'),
  who: (chat) => chat.says('jalan berlubang di Mulya Agung').says('lewati').says('lewati'),
  name: (chat) =>
    chat.says('jalan berlubang di Mulya Agung').says('lewati').says('lewati').taps('who.named'),
  'read-back': (chat) =>
    chat.says('jalan berlubang di Mulya Agung').says('lewati').says('lewati').says('anonim'),
  question: (chat) => chat.says('halo').taps('menu.question'),
  reference: (chat) => chat.says('status K7M-2Q4X'),
  resume: (chat) => chat.says('jalan berlubang besar').idles().idles().says('halo'),
  'danger-check': (chat) => chat.says('ada asap di pasar'),
};

describe('the emergency lane', () => {
  for (const [step, stand] of Object.entries(STANDS)) {
    it(`opens at once from ${step}`, () => {
      const chat = stand(new Chat());
      if (step !== 'the first word') expect(chat.state.step).toBe(step);
      chat.says('tolong ada kebakaran');
      expect(chat.actions.map(({ type }) => type).slice(0, 4)).toEqual([
        'say',
        'emergency',
        'handoff',
        'say',
      ]);
      expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'emergency' }]);
      expect(chat.said.map(({ ask }) => ask)).toEqual([undefined, 'location']);
      for (const { text } of chat.said) expect(text).toContain('112');
      expect(chat.text).not.toMatch(/nama Anda|jenis/i);
    });
  }

  it('opens while an officer is awaited for something else', () => {
    const chat = new Chat().says('halo').says('petugas').says('rumah saya kebakaran');
    expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'emergency' }]);
  });

  it('fills the card bubble by bubble, gives advice, files, and says 112 in every message', () => {
    const chat = new Chat().says('kobongan nang pasar');
    expect(chat.did('emergency')[0]).toMatchObject({ words: 'kobongan nang pasar' });
    chat.pins();
    expect(chat.did('emergency')[0]?.place?.point).toEqual({ latitude: -2.9, longitude: 104.7 });
    expect(chat.did('emergency')[0]?.place?.pointAt).toEqual(chat.world.now);
    expect(chat.text).toContain('Keluar dari bangunan');
    expect(chat.text).toContain('Siapa yang dalam bahaya?');
    expect(chat.did('file')).toEqual([]);
    chat.says('dua anak di dalam');
    expect(chat.did('emergency')[0]?.people).toBe('dua anak di dalam');
    expect(chat.filed).toMatchObject([
      {
        urgency: 'emergency',
        category: 'fire',
        description: 'kobongan nang pasar\ndua anak di dalam',
        reporter: { kind: 'anonymous' },
      },
    ]);
    expect(chat.text).toContain(chat.filed[0]?.reference);
    chat.says('apinya membesar').shows('photo-1').says('cepat');
    const said = chat.all.filter(({ type }) => type === 'say');
    for (const say of said) expect(say).toMatchObject({ text: expect.stringContaining('112') });
    expect(chat.filed).toHaveLength(1);
  });

  it('takes who before where, and still asks where', () => {
    const chat = new Chat().says('kebakaran').says('tiga orang terjebak');
    expect(chat.did('emergency')[0]?.people).toBe('tiga orang terjebak');
    expect(chat.said.at(-1)?.ask).toBe('location');
    chat.says('desa Mulya Agung dekat masjid');
    expect(chat.did('emergency')[0]?.place).toMatchObject({ area: { name: 'Mulya Agung' } });
    expect(chat.filed).toHaveLength(1);
  });

  it('goes on to ask who is in danger when no place comes after two questions', () => {
    const chat = new Chat().says('kebakaran').says('...').says('...');
    expect(chat.state.step).toBe('danger-people');
  });

  it('reads "1" as one person, not as a button', () => {
    const chat = new Chat().says('kebakaran').pins().says('1');
    expect(chat.did('emergency')[0]?.people).toBe('1');
    expect(chat.did('stand-down')).toEqual([]);
  });

  it('does not let a stray "batal" call off help, only a clear answer', () => {
    const chat = new Chat().says('kebakaran').says('batal');
    expect(chat.did('stand-down')).toEqual([]);
    expect(chat.choices.map(({ value }) => value)).toEqual(['danger.still', 'danger.not']);
    chat.taps('danger.not');
    expect(chat.did('stand-down')).toHaveLength(1);
    expect(chat.did('emergency')[0]?.confirmed).toBe('no');
  });

  it('keeps the draft aside and offers it afterwards', () => {
    const chat = new Chat().says('jalan berlubang besar').shows('photo-1').says('ada kebakaran');
    chat.says('batal').taps('danger.not');
    expect(chat.choices.map(({ value }) => value)).toEqual(['resume.continue', 'resume.new']);
    expect(chat.text).toContain('jalan berlubang besar');
    chat.taps('resume.continue');
    expect(JSON.stringify(chat.state.draft)).toContain('photo-1');
  });

  it('asks a silent citizen once more', () => {
    const chat = new Chat().says('kebakaran');
    expect(chat.did('remind')).toEqual([{ type: 'remind', inSeconds: 60 }]);
    expect(chat.idles().text).toContain('112');
    expect(chat.idles().actions).toEqual([]);
  });

  it('ends when a human gives the conversation back', () => {
    const chat = new Chat().says('kebakaran').happens({ type: 'returned', note: 'Damkar jalan' });
    expect(chat.text).toContain('Petugas mencatat: Damkar jalan');
    expect(chat.state.lane).toBeNull();
  });

  it('speaks English to those who do', () => {
    const chat = new Chat().says('the house on fire');
    expect(chat.text).toContain('EMERGENCY');
  });
});

describe('suspected danger', () => {
  it('tells operators at once and asks in one tap, for twenty seconds', () => {
    const chat = new Chat().says('ada asap di pasar');
    expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'suspected-emergency' }]);
    expect(chat.did('emergency')[0]).not.toHaveProperty('confirmed');
    expect(chat.choices.map(({ label }) => label)).toEqual([
      'Ya',
      'Tidak, sudah lewat',
      'Salah pencet',
    ]);
    expect(chat.did('remind')).toEqual([{ type: 'remind', inSeconds: 20 }]);
  });

  it.each(['ya', '1', 'iya pak'])('opens the lane for "%s"', (answer) => {
    const chat = new Chat().says('ada asap di pasar').says(answer);
    expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'emergency' }]);
    expect(chat.did('emergency')[0]).toMatchObject({
      words: 'ada asap di pasar',
      confirmed: 'yes',
    });
  });

  it('opens the lane for silence, without a confirmation that was not given', () => {
    const chat = new Chat().says('ada asap di pasar').idles();
    expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'emergency' }]);
    expect(chat.did('emergency')[0]).not.toHaveProperty('confirmed');
  });

  it.each(['tidak tahu', 'tidak bisa napas', 'tidak sadar'])(
    'does not read "%s" as a no',
    (text) => {
      const chat = new Chat().says('ada asap di pasar').says(text);
      expect(chat.did('stand-down')).toEqual([]);
      expect(chat.says('cepat').did('handoff')).toEqual([{ type: 'handoff', reason: 'emergency' }]);
    },
  );

  it('is not raised by the model alone over a short answer', () => {
    const world = fakeWorld({
      triage: (text) => ({ ...fakeTriage(text), alarm: 'suspected', reasons: [] }),
    });
    expect(new Chat(world).says('halo').says('pasar').did('handoff')).toEqual([]);
    const sentence = new Chat(world).says('sepertinya sesuatu terjadi di sini');
    expect(sentence.did('handoff')).toEqual([{ type: 'handoff', reason: 'suspected-emergency' }]);
  });

  it('stands down for "tidak" and takes the words as an ordinary report', () => {
    const chat = new Chat().says('ada asap bakar sampah di Mulya Agung').says('tidak');
    expect(chat.did('stand-down')).toHaveLength(1);
    expect(chat.did('emergency')[0]?.confirmed).toBe('no');
    expect(chat.state.step).toBe('landmark');
    expect(JSON.stringify(chat.state.draft)).toContain('ada asap bakar sampah');
    chat.says('ada asap bakar sampah lagi');
    expect(chat.did('handoff')).toEqual([]);
  });

  it('stands down for a slip and goes on where it was', () => {
    const chat = new Chat().says('jalan berlubang besar').says('ada asap').taps('danger.mistake');
    expect(chat.did('stand-down')).toHaveLength(1);
    expect(chat.state.step).toBe('place');
  });

  it('keeps a pin and a photo that came with the suspicion', () => {
    const chat = new Chat().says('ada asap di pasar').pins().idles();
    expect(chat.did('emergency')[0]?.place?.point).toEqual({ latitude: -2.9, longitude: 104.7 });
  });
});
