/** Twenty milliseconds of silence, as Opus codes it. */
const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);
const PACKETS_A_SECOND = 50;
/** Opus counts time in samples at 48 kHz, whatever it plays at. */
const SAMPLES_A_PACKET = 960;
/** A page has room for so many packets of less than 255 bytes. */
const PACKETS_A_PAGE = 200;

/** A voice note in which nothing is said: Ogg (RFC 3533) with Opus (RFC 7845). */
export function voiceOf(seconds: number): Uint8Array {
  const packets = Math.max(1, Math.round(seconds * PACKETS_A_SECOND));
  const pages = [
    page({ flags: 2, samples: 0, sequence: 0 }, [opusHead()]),
    page({ flags: 0, samples: 0, sequence: 1 }, [opusTags()]),
  ];
  for (let done = 0; done < packets; done += PACKETS_A_PAGE) {
    const upTo = Math.min(packets, done + PACKETS_A_PAGE);
    const header = {
      flags: upTo === packets ? 4 : 0,
      samples: upTo * SAMPLES_A_PACKET,
      sequence: pages.length,
    };
    pages.push(page(header, new Array<Uint8Array>(upTo - done).fill(SILENCE)));
  }
  return new Uint8Array(Buffer.concat(pages));
}

function opusHead(): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head[8] = 1;
  head[9] = 1;
  head.writeUInt32LE(48_000, 12);
  return head;
}

function opusTags(): Uint8Array {
  const tags = Buffer.alloc(21);
  tags.write('OpusTags');
  tags.writeUInt32LE(5, 8);
  tags.write('sahut', 12);
  return tags;
}

interface PageHeader {
  flags: number;
  samples: number;
  sequence: number;
}

function page({ flags, samples, sequence }: PageHeader, packets: Uint8Array[]): Buffer {
  const header = Buffer.alloc(27 + packets.length);
  header.write('OggS');
  header[5] = flags;
  header.writeBigUInt64LE(BigInt(samples), 6);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = packets.length;
  for (const [at, packet] of packets.entries()) header[27 + at] = packet.length;
  const whole = Buffer.concat([header, ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

/** Ogg's CRC: polynomial 0x04c11db7, not reflected, from zero. */
function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
