import 'server-only'
import { setImmediate as breathe } from 'node:timers/promises'

/** Reads of a file's headers; hostile files have endless ones. */
const mostReads = 20_000
/** Others go on after so many of them. */
const readsAtOnce = 200

/**
 * How long a sound plays by what its own headers say, in seconds. Undefined for a kind that is not known here, a broken file, and one
 * whose headers cannot be true for its size.
 */
export async function audioLength(bytes: Buffer): Promise<number | undefined> {
  const kind = kindOf(bytes)
  if (!kind) return undefined
  try {
    const [{ parseFromTokenizer }, { fromBuffer }] = await Promise.all([import('music-metadata'), import('strtok3')])
    const tokenizer = fromBuffer(bytes, { fileInfo: { mimeType: kind.type } })
    const peek = tokenizer.peekBuffer.bind(tokenizer)
    let reads = 0
    tokenizer.peekBuffer = async (into, options) => {
      if (++reads > mostReads) throw new Error('too many reads')
      if (reads % readsAtOnce === 0) await breathe()
      return peek(into, options)
    }
    const { duration = 0 } = (await parseFromTokenizer(tokenizer, { skipCovers: true, skipPostHeaders: true })).format
    return Number.isFinite(duration) && duration > 0 && bytes.length <= duration * kind.mostBytes ? duration : undefined
  } catch {
    return undefined
  }
}

interface Kind {
  type: string
  /** Of a second of it; a file that has more says less than it plays. */
  mostBytes: number
}

const packed = 64_000
const unpacked = 1_600_000

function kindOf(bytes: Buffer): Kind | undefined {
  const at = (from: number, to: number) => bytes.toString('latin1', from, to)
  const begins = at(0, 4)
  if (begins === 'RIFF' && at(8, 12) === 'WAVE') return { type: 'audio/wav', mostBytes: unpacked }
  if (begins === 'fLaC') return { type: 'audio/flac', mostBytes: unpacked }
  if (begins === 'OggS') return { type: 'audio/ogg', mostBytes: packed }
  if (at(4, 8) === 'ftyp') return { type: 'audio/mp4', mostBytes: packed }
  if (begins === '\x1aE\xdf\xa3') return { type: 'audio/webm', mostBytes: packed }
  if (begins.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)) return { type: 'audio/mpeg', mostBytes: packed }
  return undefined
}
