import { expect, it } from 'vitest'
import { aWave } from '@/tests/audio'
import { audioLength } from './audio-length'

/** Frames of 128 kbit/s at 44.1 kHz, silent. */
function anMp3(frames: number): Buffer {
  const frame = Buffer.alloc(417)
  frame.writeUInt32BE(0xff_fb_90_64, 0)
  return Buffer.concat(Array.from({ length: frames }, () => frame))
}

/** The head of a FLAC file, and so many bytes. */
function aFlac(seconds: number, bytes: number): Buffer {
  const head = Buffer.alloc(42)
  head.write('fLaC', 0)
  head.writeUInt32BE(0x80_00_00_22, 4)
  head.writeUInt16BE(4096, 8)
  head.writeUInt16BE(4096, 10)
  // 16 kHz, mono, 16 bits, and the number of samples.
  head.writeUInt32BE((16_000 << 12) | (15 << 4), 18)
  head.writeUInt32BE(seconds * 16_000, 22)
  return Buffer.concat([head, Buffer.alloc(bytes)])
}

/** A page of Ogg: its head, and packets that fit into it. */
function aPage(granule: number, type: number, packet: Buffer): Buffer {
  const head = Buffer.alloc(28)
  head.write('OggS', 0)
  head[5] = type
  head.writeBigUInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(7, 14)
  head[26] = 1
  head[27] = packet.length
  return Buffer.concat([head, packet])
}
function anOpus(seconds: number): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 0)
  head[8] = 1
  head[9] = 1
  head.writeUInt32LE(48_000, 12)
  const tags = Buffer.concat([Buffer.from('OpusTags'), Buffer.alloc(8)])
  return Buffer.concat([aPage(0, 2, head), aPage(0, 0, tags), aPage(seconds * 48_000, 4, Buffer.alloc(200))])
}

/** A box of MP4. */
function aBox(name: string, ...inside: Buffer[]): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + inside.reduce((sum, { length }) => sum + length, 0), 0)
  head.write(name, 4)
  return Buffer.concat([head, ...inside])
}
function anM4a(seconds: number): Buffer {
  const length = Buffer.alloc(24)
  length.writeUInt32BE(1000, 12)
  length.writeUInt32BE(seconds * 1000, 16)
  const kind = Buffer.alloc(24)
  kind.write('soun', 8)
  const one = Buffer.alloc(8)
  one.writeUInt32BE(1, 4)
  const samples = aBox('stbl', aBox('stsd', one, aBox('mp4a', Buffer.alloc(28))))
  const track = aBox('trak', aBox('tkhd', Buffer.alloc(84)), aBox('mdia', aBox('mdhd', length), aBox('hdlr', kind), aBox('minf', samples)))
  return Buffer.concat([aBox('ftyp', Buffer.from('M4A \0\0\0\0isom')), aBox('moov', track), aBox('mdat', Buffer.alloc(4000))])
}

it.each<[string, Buffer, number]>([
  ['WAV', aWave(2.5), 2.5],
  ['MP3', anMp3(383), 10],
  ['FLAC', aFlac(30, 200_000), 30],
  ['Opus', anOpus(12), 12],
  ['M4A', anM4a(61), 61],
])('the length of a sound is in its headers: %s', async (_, bytes, seconds) => {
  expect(await audioLength(bytes)).toBeCloseTo(seconds, 0)
})

it.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('hello world')],
  ['the beginning of one', aWave(1).subarray(0, 30)],
  ['noise after a magic number', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(5000, 255)])],
  ['boxes without end', Buffer.concat([aBox('ftyp'), ...Array.from({ length: 30_000 }, () => aBox('moov'))])],
])('a file without a length has none: %s', async (_, bytes) => {
  expect(await audioLength(bytes)).toBeUndefined()
})

it('a file is not believed to be shorter than its bytes can be', async () => {
  expect(await audioLength(aFlac(1, 20_000_000))).toBeUndefined()
  expect(await audioLength(Buffer.concat([anOpus(1), Buffer.alloc(1_000_000)]))).toBeUndefined()
})
