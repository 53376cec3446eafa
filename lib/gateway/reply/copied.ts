import 'server-only'
import { pipeline, type Readable, Transform } from 'node:stream'

interface Copying {
  /** It was relayed to its end; null: it is longer than what is copied. The stream ends when this is done. */
  ended(copy: Buffer | null): Promise<void>
  /** It broke, or its caller left. */
  broken?(): void
}

/** The same stream, of which a copy of up to `most` bytes is made. */
export function copied(body: Readable, most: number, { ended, broken }: Copying): Readable {
  const parts: Buffer[] = []
  let size = 0
  const copy = new Transform({
    transform(part: Buffer, _encoding, done) {
      size += part.length
      if (size <= most) parts.push(part)
      else parts.length = 0
      done(null, part)
    },
    flush(done) {
      void ended(size > most ? null : Buffer.concat(parts)).then(() => done())
    },
  })
  pipeline(body, copy, (error) => {
    if (error) broken?.()
  })
  return copy
}
