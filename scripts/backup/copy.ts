import { Readable } from 'node:stream'
import type pg from 'pg'

/** The part of pg's connection that COPY needs. */
interface Wire {
  stream: NodeJS.WritableStream & { pause(): void; resume(): void; writableNeedDrain: boolean }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

/** The rows of `COPY … TO STDOUT` in PostgreSQL's text format, read no faster than they are taken. */
export function copyOut(client: pg.Client, sql: string): Readable {
  let wire: Wire | undefined
  const rows = new Readable({
    read() {
      wire?.stream.resume()
    },
  })
  client.query({
    submit(connection: pg.Connection) {
      wire = connection as unknown as Wire
      wire.query(sql)
    },
    // The driver reuses a chunk's memory, so the bytes are copied.
    handleCopyData({ chunk }: { chunk: Buffer }) {
      if (!rows.push(Buffer.from(chunk))) wire?.stream.pause()
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => rows.push(null),
    handleError: (error: Error) => rows.destroy(error),
  } as pg.Submittable)
  return rows
}

/** Feeds `COPY … FROM STDIN`; resolves when PostgreSQL has taken everything. */
export async function copyIn(client: pg.Client, sql: string, rows: AsyncIterable<Buffer>): Promise<void> {
  const begun = Promise.withResolvers<Wire>()
  const ended = Promise.withResolvers<void>()
  ended.promise.catch(begun.reject)
  client.query({
    submit: (connection: pg.Connection) => (connection as unknown as Wire).query(sql),
    handleCopyInResponse: (connection: pg.Connection) => begun.resolve(connection as unknown as Wire),
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => ended.resolve(),
    handleError: (error: Error) => ended.reject(error),
  } as pg.Submittable)
  const wire = await begun.promise
  try {
    for await (const chunk of rows) {
      wire.sendCopyFromChunk(chunk)
      if (wire.stream.writableNeedDrain) await Promise.race([new Promise((done) => wire.stream.once('drain', done)), ended.promise])
    }
    wire.endCopyFrom()
  } catch (error) {
    wire.sendCopyFail('the backup could not be read')
    throw error
  }
  await ended.promise
}
