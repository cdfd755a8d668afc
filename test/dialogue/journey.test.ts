import { describe, expect, it } from '@jest/globals';
import { Chat, fakeWorld } from './chat.js';

describe('an ordinary complaint', () => {
  it('goes from the greeting to the receipt, one question at a time', () => {
    const chat = new Chat();
    chat.says('halo');
    expect(chat.text).toMatch(/Kabupaten Banyuasin[\s\S]*112[\s\S]*gratis[\s\S]*UU PDP/);
    expect(chat.choices.map(({ label }) => label)).toEqual([
      'Lapor masalah',
      'Cek laporan',
      'Tanya informasi',
      'Bicara dengan petugas',
    ]);
    expect(chat.says('1').text).toBe('Apa yang terjadi? Ceritakan dengan kata-kata sendiri.');
    expect(chat.says('jalan berlubang besar').said).toHaveLength(1);
    expect(chat.said[0]).toMatchObject({ ask: 'location' });
    expect(chat.says('Desa Sukajadi Betung RT 2/RW 3').text).toContain('patokan');
    expect(chat.says('depan masjid').text).toContain('foto');
    expect(chat.shows('photo-1').text).toContain('atas nama siapa');
    chat.says('Siti Aminah');
    for (const part of [
      'jalan berlubang besar',
      'Jalan dan jembatan',
      'depan masjid',
      'Siti Aminah',
      '1 berkas',
      'Dinas road',
    ]) {
      expect(chat.text).toContain(part);
    }
    expect(chat.filed).toEqual([]);
    chat.says('kirim');
    expect(chat.filed).toMatchObject([
      {
        description: 'jalan berlubang besar',
        category: 'road',
        categoryBy: 'triage',
        urgency: 'normal',
        place: { area: { code: '16.07.02.2002' }, landmark: 'depan masjid' },
        mediaIds: ['photo-1'],
        reporter: { kind: 'named', name: 'Siti Aminah' },
        agencyId: 'road',
      },
    ]);
    const reference = chat.filed[0]?.reference ?? '-';
    expect(chat.text).toContain(`Nomor: ${reference}`);
    expect(chat.text).toContain('Sabtu, 28 November 2026');
    expect(chat.text).toContain(`status ${reference}`);
  });

  it('asks nothing twice when the first message has everything', () => {
    const chat = new Chat().sends(
      { kind: 'text', text: 'Nama saya Budi. Jalan rusak parah di Mulya Agung dekat pasar lama' },
      { kind: 'location', latitude: -2.8, longitude: 104.6 },
      {
        kind: 'photo',
        media: { mediaId: 'p1', mimeType: 'image/jpeg', bytes: 9 },
        caption: 'lubang',
      },
    );
    expect(chat.state.step).toBe('read-back');
    expect(chat.text).toMatch(/^Halo, ini layanan pengaduan/);
    chat.taps('read.send');
    expect(chat.filed).toMatchObject([
      {
        place: {
          point: { latitude: -2.8 },
          area: { name: 'Mulya Agung' },
          landmark: 'dekat pasar lama',
        },
        mediaIds: ['p1'],
        reporter: { kind: 'named', name: 'Budi' },
      },
    ]);
    expect(chat.filed[0]?.description).toContain('lubang');
    expect(chat.filed[0]?.place.pointAt).toBeInstanceOf(Date);
  });

  it('answers a second tap on "send" with the receipt, and files once', () => {
    const chat = new Chat().says('jalan rusak di Mulya Agung').says('-').says('-').says('anonim');
    chat.taps('read.send').taps('read.send');
    expect(chat.filed).toHaveLength(1);
    expect(chat.text).toContain(chat.filed[0]?.reference);
  });

  it('asks for a landmark even when there is a pin, and treats (0,0) as no pin', () => {
    const chat = new Chat().says('jalan berlubang besar').pins(0, 0);
    expect(chat.state.step).toBe('place');
    expect(chat.pins().state.step).toBe('landmark');
  });

  it('asks for the village when only a street is known, and keeps the street', () => {
    const chat = new Chat().says('jalan berlubang di Jl Merdeka');
    expect(chat.text).toContain('Saya catat tempatnya: Jl Merdeka');
    chat.says('Mulya Agung').says('-').says('-').says('rahasia').says('ya');
    expect(chat.filed[0]?.place.words).toBe('Jl Merdeka, Mulya Agung');
  });

  it('offers namesakes to choose from', () => {
    const chat = new Chat().says('jalan berlubang besar').says('sukajadi');
    expect(chat.choices.map(({ label }) => label)).toEqual([
      'Sukajadi, Talang Kelapa',
      'Sukajadi, Betung',
      'Bukan semuanya',
    ]);
    expect(chat.says('2').state.step).toBe('landmark');
  });

  it('takes unknown words for a place at the second try', () => {
    const chat = new Chat().says('jalan berlubang besar').says('kampung anu');
    expect(chat.state.step).toBe('place');
    chat.says('kampung anu seberang');
    expect(chat.state.step).toBe('landmark');
  });

  it('asks for the category when triage is unsure: best three, then all, then none', () => {
    const chat = new Chat().says('keruh sekali di rumah kami sejak kemarin');
    expect(chat.choices.map(({ label }) => label)).toEqual([
      'Sampah dan pencemaran',
      'Air bersih',
      'Bantuan sosial',
      'Lainnya',
    ]);
    chat.taps('category.more').taps('category.more');
    expect(chat.choices.at(-1)?.value).toBe('category.other');
    chat.says('kembali');
    chat.says('air keruh sekali di rumah kami');
    chat.says('air bersih').says('Mulya Agung').says('-').says('-').says('anonim').says('ya');
    expect(chat.filed).toMatchObject([
      { category: 'water', categoryBy: 'citizen', urgency: 'normal' },
    ]);
  });

  it('lets every field be changed at the read-back', () => {
    const chat = new Chat().says('jalan rusak di Mulya Agung').shows('p1').says('-').says('anonim');
    chat.says('ubah cerita').says('lampu jalan mati total');
    expect(chat.state.step).toBe('read-back');
    chat.taps('read.category').taps('category.power');
    chat.taps('read.place').says('Sukajadi Betung').says('samping pasar');
    chat.taps('read.media').shows('p2');
    chat.taps('read.who').says('pakai nama').says('Siti');
    chat.says('sudah benar');
    expect(chat.filed).toMatchObject([
      {
        description: 'lampu jalan mati total',
        category: 'power',
        place: { area: { code: '16.07.02.2002' }, landmark: 'samping pasar' },
        mediaIds: ['p1', 'p2'],
        reporter: { kind: 'named', name: 'Siti' },
      },
    ]);
  });

  it('takes a new pin for a changed place and forgets the old words', () => {
    const chat = new Chat().says('jalan rusak di Mulya Agung').says('-').says('-').says('anonim');
    chat.taps('read.place').pins(-3, 105).says('-').says('kirim');
    expect(chat.filed[0]?.place).toMatchObject({ point: { latitude: -3, longitude: 105 } });
    expect(chat.filed[0]?.place).not.toHaveProperty('area');
  });

  it('keeps the old answer when the citizen goes back without giving a new one', () => {
    const chat = new Chat().says('jalan rusak di Mulya Agung').says('-').says('-').says('anonim');
    chat.taps('read.place').says('kembali').says('kirim');
    expect(chat.filed[0]?.place).toMatchObject({ area: { name: 'Mulya Agung' } });
  });

  it('seals identity first where a report can hurt, and warns about photos', () => {
    const chat = new Chat().says('ada pungli di kantor desa Mulya Agung').says('-');
    expect(chat.text).toContain('foto dari rumah Anda bisa menunjukkan siapa Anda');
    chat.says('lewati');
    expect(chat.text).toContain('Identitas Anda dilindungi');
    expect(chat.choices[0]?.value).toBe('who.secret');
  });

  it('seals a name given early in such a report', () => {
    const chat = new Chat().says('nama saya Budi, ada pungli di Mulya Agung').says('-').says('-');
    chat.says('kirim');
    expect(chat.filed[0]?.reporter).toEqual({ kind: 'secret', name: 'Budi' });
  });

  it('accepts a voice message from somebody who cannot write', () => {
    const chat = new Chat().says('lapor').shows('v1', 'audio');
    expect(chat.text).toContain('satu kalimat');
    chat.shows('v2', 'audio');
    expect(chat.state.step).toBe('category');
    chat.says('1').says('Mulya Agung').says('-').says('anonim').says('ya');
    expect(chat.filed).toMatchObject([{ description: '(pesan suara)', mediaIds: ['v1', 'v2'] }]);
  });

  it('asks for more when the story is a single word, and keeps the word', () => {
    const chat = new Chat().says('lapor').says('jalan');
    expect(chat.text).toContain('sedikit lagi');
    chat.says('berlubang');
    expect(chat.state.step).toBe('place');
    expect(JSON.stringify(chat.state.draft)).toContain('jalan');
  });

  it('keeps a long story up to 4,000 characters and says so', () => {
    const chat = new Chat().says('lapor').says(`jalan rusak ${'sekali '.repeat(1500)}`);
    expect(chat.text).toContain('4000');
    chat.says('Mulya Agung').says('-').says('-').says('anonim').says('ya');
    expect(chat.filed[0]?.description).toHaveLength(4000);
  });

  it('takes an edited message as a correction of the story', () => {
    const chat = new Chat().says('jalan berlubang besar');
    chat.sends({ kind: 'edit', target: 'm1', text: 'jalan berlubang sangat besar' });
    expect(chat.text).toContain('sudah saya catat');
    chat.says('Mulya Agung').says('-').says('-').says('anonim').says('ya');
    expect(chat.filed[0]?.description).toBe('jalan berlubang sangat besar');
  });

  it.each([
    ['Lapor masalah', /Apa yang terjadi/],
    ['Cek laporan', /laporan/i],
    ['Tanya informasi', /tanya/i],
    ['Report a problem', /What happened/],
    ['Ask a question', /question/i],
    ['Talk to an officer', /officer/i],
  ])('takes the words of the menu before it was shown: "%s"', (said, heard) => {
    const chat = new Chat();
    chat.says(said);
    expect(chat.text).toMatch(heard);
  });

  it('speaks English from the first English sentence', () => {
    const chat = new Chat().says('big hole in the road');
    expect(chat.text).toContain('Where is it?');
    chat.says('Mulya Agung').says('skip').says('skip').says('anonymous').says('yes');
    expect(chat.text).toContain('Reference');
    expect(chat.text).toContain('28 November 2026');
  });
});

describe('the draft left alone', () => {
  it('is remembered once, then put aside with a word, then resumed', () => {
    const chat = new Chat().says('jalan berlubang besar');
    expect(chat.did('remind')).toEqual([{ type: 'remind', inSeconds: 1800 }]);
    chat.idles();
    expect(chat.text).toContain('belum selesai');
    expect(chat.did('remind')).toEqual([{ type: 'remind', inSeconds: 86_400 }]);
    chat.idles();
    expect(chat.text).toContain('tutup dulu');
    expect(chat.did('remind')).toEqual([]);
    expect(chat.idles().actions).toEqual([]);
    chat.says('Mulya Agung');
    expect(chat.choices.map(({ value }) => value)).toEqual(['resume.continue', 'resume.new']);
    chat.says('lanjut');
    expect(chat.state.step).toBe('landmark');
    expect(chat.said).toHaveLength(1);
  });

  it('starts anew with the words that were written, when asked to', () => {
    const chat = new Chat().says('jalan berlubang besar').idles().idles();
    chat.says('lampu mati di Mulya Agung').taps('resume.new');
    expect(JSON.stringify(chat.state.draft)).not.toContain('berlubang');
    expect(JSON.stringify(chat.state.draft)).toContain('lampu mati');
  });

  it('is not remembered when there is none', () => {
    const chat = new Chat().says('halo');
    expect(chat.did('remind')).toEqual([]);
    expect(chat.idles().actions).toEqual([]);
  });
});

describe('a person', () => {
  it('is called on request, with an honest expectation', () => {
    expect(new Chat().says('petugas').text).toContain('secepatnya');
    const closed = new Chat(fakeWorld({ officeOpen: false })).says('petugas');
    expect(closed.text).toContain('jam kerja berikutnya');
    expect(closed.did('handoff')).toEqual([{ type: 'handoff', reason: 'asked' }]);
  });

  it('is offered at the second answer not understood and called at the third', () => {
    const chat = new Chat().says('jalan berlubang di Mulya Agung').says('-').says('-');
    expect(chat.says('apa maksudnya').text).toContain('Mohon pilih');
    expect(chat.did('handoff')).toEqual([]);
    expect(chat.says('kenapa begitu').choices.at(-1)?.value).toBe('human.yes');
    chat.says('kenapa begitu');
    expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'not-understood' }]);
  });

  it('is awaited quietly: one acknowledgement in two minutes', () => {
    const chat = new Chat().says('petugas');
    expect(chat.waits(30).says('masih menunggu ini').actions).toEqual([]);
    expect(chat.waits(120).says('halo?').text).toContain('Masih menunggu petugas');
    expect(chat.says('halo?').actions).toEqual([]);
  });

  it.each(['batal', 'menu'])('is no longer awaited after "%s"', (word) => {
    const chat = new Chat().says('petugas').says(word);
    expect(chat.did('stand-down')).toHaveLength(1);
    expect(chat.choices.map(({ value }) => value)).toContain('menu.report');
  });

  it('gives the conversation back and the bot goes on with the draft', () => {
    const chat = new Chat().says('jalan berlubang besar').says('petugas');
    chat.happens({ type: 'returned', note: 'Warga akan kirim lokasi' });
    expect(chat.text).toContain('Petugas mencatat: Warga akan kirim lokasi');
    expect(chat.said.at(-1)).toMatchObject({ ask: 'location' });
  });

  it('answers questions for information', () => {
    const chat = new Chat().says('apa syarat membuat KTP?');
    expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'question' }]);
    const asked = new Chat().says('halo').says('3').says('jam buka kantor camat');
    expect(asked.did('handoff')).toEqual([{ type: 'handoff', reason: 'question' }]);
  });
});

describe('the status of a report', () => {
  const summary = {
    reference: 'K7M-2Q4X',
    category: 'road' as const,
    status: 'in_progress' as const,
    agencyName: 'Dinas PUPR',
    filedAt: new Date('2026-11-20T02:00:00Z'),
    dueAt: new Date('2026-11-30T02:00:00Z'),
    lastPublicNote: 'Sudah ditinjau.',
  };

  it.each([
    'status K7M-2Q4X',
    'status k7m2q4x',
    '/status K7M-2Q4X',
    'K7M-2Q4X',
    'cek laporan k7m 2q4x',
  ])('is told for "%s" as the first message', (text) => {
    const chat = new Chat();
    chat.complaints = [summary];
    chat.says(text);
    for (const part of ['sedang dikerjakan', 'Dinas PUPR', 'Sudah ditinjau.', '30 November 2026']) {
      expect(chat.text).toContain(part);
    }
  });

  it('lists the own ones, and goes on with the draft afterwards', () => {
    const chat = new Chat().says('jalan berlubang besar');
    chat.complaints = [summary, { ...summary, reference: 'A2C-4D5E' }];
    chat.says('status');
    expect(chat.text).toMatch(/K7M-2Q4X[\s\S]*A2C-4D5E/);
    expect(chat.state.step).toBe('place');
    expect(chat.said.at(-1)).toMatchObject({ ask: 'location' });
  });

  it('says kindly when there is none, and offers another try or a person', () => {
    const chat = new Chat().says('status K7M-2Q4Y');
    expect(chat.text).toContain('tidak ditemukan');
    expect(chat.choices.map(({ value }) => value)).toEqual(['human.yes']);
    chat.complaints = [summary];
    expect(chat.says('k7m2q4x').text).toContain('Dinas PUPR');
  });
});

describe('the global words', () => {
  it('do not fire inside a sentence', () => {
    const chat = new Chat().says('lapor').says('tolong petugas kebersihan tidak datang');
    expect(chat.did('handoff')).toEqual([]);
    expect(JSON.stringify(chat.state.draft)).toContain('petugas kebersihan');
  });

  it('switch the language in the middle of a question', () => {
    expect(new Chat().says('jalan berlubang besar').says('bahasa').text).toContain('Where is it?');
    expect(new Chat().says('/language').says('/bahasa').text).toContain('Bahasa Indonesia');
  });

  it('cancel, help, restart, menu and start', () => {
    const chat = new Chat().says('jalan berlubang besar');
    expect(chat.says('/help').said.at(-1)).toMatchObject({ ask: 'location' });
    expect(chat.says('menu').choices[0]?.value).toBe('menu.resume');
    expect(chat.taps('menu.resume').state.step).toBe('place');
    expect(chat.says('batal').text).toContain('dibatalkan');
    expect(chat.state.draft).toBeNull();
    expect(chat.says('/start').text).toContain('UU PDP');
    chat.says('jalan berlubang besar').says('ulang');
    expect(chat.state.draft).toBeNull();
  });

  it('act after the story that came in the same turn', () => {
    const chat = new Chat().says('jalan berlubang besar', 'petugas');
    expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'asked' }]);
    expect(JSON.stringify(chat.state.draft)).toContain('berlubang');
  });
});

describe('a conversation that an operator closed', () => {
  it('is no longer waited in', () => {
    const chat = new Chat().says('petugas');
    chat.world.awaited = false;
    expect(chat.says('jalan berlubang besar').said.at(-1)).toMatchObject({ ask: 'location' });
  });
});

describe('an answer of another kind', () => {
  it('"lewati" to who means anonymous', () => {
    const chat = new Chat().says('jalan rusak di Mulya Agung').says('-').says('-').says('lewati');
    expect(chat.says('ya').filed[0]?.reporter).toEqual({ kind: 'anonymous' });
  });

  it('"ya" and "2" are no landmark', () => {
    const chat = new Chat().says('jalan rusak di Mulya Agung').says('ya');
    expect(chat.state.step).toBe('landmark');
    expect(chat.says('2').state.step).toBe('landmark');
  });

  it('a complaint instead of a reference is taken', () => {
    const chat = new Chat().says('status').says('jalan berlubang besar');
    expect(chat.state.step).toBe('place');
  });

  it('a second complaint while a draft waits is put aside, not mixed in', () => {
    const chat = new Chat().says('jalan berlubang besar').says('menu').says('lampu mati total');
    expect(chat.choices.map(({ value }) => value)).toEqual(['resume.continue', 'resume.new']);
    chat.taps('resume.new');
    expect(JSON.stringify(chat.state.draft)).toContain('lampu mati total');
    expect(JSON.stringify(chat.state.draft)).not.toContain('berlubang');
  });
});

describe('small things', () => {
  it('are answered kindly', () => {
    const chat = new Chat().says('halo');
    expect(chat.says('makasih ya').text).toContain('Sama-sama');
    chat.sends({ kind: 'unsupported', what: 'poll' });
    expect(chat.text).toContain('tidak bisa saya baca');
    chat.says('jalan berlubang besar').says('halo');
    expect(chat.text).toContain('Di mana kejadiannya');
    chat.sends({ kind: 'contact', name: 'Budi', phone: '+62812' });
    expect(chat.text).toContain('kontaknya');
    chat.sends({ kind: 'reaction', target: 'm', emoji: '👍' });
    expect(chat.did('say')).toEqual([]);
    chat.says('\u0000\u202e');
    expect(chat.said).toHaveLength(1);
  });

  it('include a button of long ago', () => {
    const chat = new Chat().says('jalan berlubang besar').taps('menu.question');
    expect(chat.text).toContain('tidak berlaku');
    expect(chat.state.step).toBe('place');
  });

  it('include a world that fails: the citizen is told and a person called', () => {
    const world = fakeWorld({
      triage() {
        throw new Error('model missing');
      },
    });
    const chat = new Chat(world).says('jalan rusak');
    expect(chat.text).toContain('112');
    expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'trouble' }]);
  });
});
