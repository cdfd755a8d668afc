import { describe, expect, it } from '@jest/globals';
import { Chat } from './chat.js';

describe('an ordinary complaint', () => {
  it('goes from the greeting to the receipt, one question at a time', () => {
    const chat = new Chat();
    chat.says('halo');
    expect(chat.text).toContain('Kabupaten Banyuasin');
    chat.says('1');
    chat.says('jalan berlubang besar');
    chat.says('Desa Sukajadi Betung RT 2/RW 3');
    chat.says('depan masjid');
    chat.shows('photo-1');
    chat.says('Siti Aminah');
    chat.says('kirim');
    expect(chat.filed).toHaveLength(1);
  });
});
