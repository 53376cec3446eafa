import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { StartError } from '../database/start-error.ts'
import { type BackupHeader, endOfRows, formatVersion, type Section } from './format.ts'

/** The lines of a backup, each with its line break. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file)
  const plain = createGunzip()
  source.on('error', (error) => plain.destroy(error))
  source.pipe(plain)
  let rest: Buffer[] = []
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const end = chunk.subarray(from, at + 1)
      yield rest.length > 0 ? Buffer.concat([...rest, end]) : end
      rest = []
      from = at + 1
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}

const damaged = (file: string, what: string) => new StartError(`${file} cannot be restored: ${what}.`)

/** Reads a backup to its end and compares the checksum; throws a sentence when it is no backup or not whole. */
export async function verifyBackup(file: string): Promise<BackupHeader> {
  const hash = createHash('sha256')
  let header: BackupHeader | undefined
  let last: Buffer | undefined
  try {
    for await (const line of linesOf(file)) {
      if (last) hash.update(last)
      header ??= readHeader(file, line)
      last = line
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (error instanceof StartError) throw error
    throw damaged(file, code === 'ENOENT' ? 'there is no such file' : code?.startsWith('Z_') ? 'it is damaged or cut short' : message)
  }
  const end = last && (parse(last) as Section | undefined)
  if (!header || !end || !('end' in end)) throw damaged(file, 'it is cut short')
  if (end.sha256 !== hash.digest('hex')) throw damaged(file, 'its checksum is wrong')
  return header
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString())
  } catch {
    return undefined
  }
}

function readHeader(file: string, line: Buffer): BackupHeader {
  const header = parse(line) as BackupHeader | undefined
  if (header?.atrium !== 'backup') throw damaged(file, 'it is no backup of Atrium')
  if (header.format !== formatVersion) throw damaged(file, 'it was made by a newer version of Atrium')
  return header
}

/** Yields each section of a verified backup. The rows of a table must be read before the next section is asked for. */
export async function* sectionsOf(file: string): AsyncGenerator<{ section: Section; rows: AsyncGenerator<Buffer> }> {
  const lines = linesOf(file)
  await lines.next()
  for (;;) {
    const { value, done } = await lines.next()
    if (done || !value) return
    yield { section: JSON.parse(value.toString()) as Section, rows: rowsOf(lines) }
  }
}

/** Joins many rows in one buffer, because a message to PostgreSQL for each row would be slow. */
async function* rowsOf(lines: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let group: Buffer[] = []
  let size = 0
  for (;;) {
    const { value, done } = await lines.next()
    if (done || !value || isEnd(value)) break
    group.push(value)
    size += value.length
    if (size < 65_536) continue
    yield Buffer.concat(group)
    group = []
    size = 0
  }
  if (group.length > 0) yield Buffer.concat(group)
}

const isEnd = (line: Buffer) => line.length === endOfRows.length + 1 && line.toString('latin1', 0, endOfRows.length) === endOfRows
