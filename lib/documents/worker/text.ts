const marks: [bytes: number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

const markOf = (bytes: Uint8Array) => marks.find(([mark]) => mark.every((byte, place) => bytes[place] === byte))?.[1]

/** Without a mark, a text has no zero bytes. */
export const isText = (bytes: Uint8Array): boolean => markOf(bytes) !== undefined || !bytes.subarray(0, 65_536).includes(0)

/** In UTF-8 or what its mark says, else in the encoding that Chinese texts had before. */
export function decodedText(bytes: Uint8Array, told?: string): string {
  const marked = markOf(bytes)
  if (marked) return new TextDecoder(marked).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(known(told)).decode(bytes)
  }
}

function known(encoding: string | undefined): string {
  try {
    return encoding ? new TextDecoder(encoding).encoding : 'gb18030'
  } catch {
    return 'gb18030'
  }
}

/** In a fence that is longer than any in it. */
export function fenced(text: string, language: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((most, each) => Math.max(most, each.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}

/** A table of Markdown; a line break in a cell becomes a blank. */
export function tableOf(rows: string[][]): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  if (width === 0) return ''
  const cell = (text = '') =>
    text
      .replace(/\s*[\r\n]+\s*/g, ' ')
      .replace(/[\\|]/g, '\\$&')
      .trim()
  const line = (row: string[]) => `| ${Array.from({ length: width }, (_, at) => cell(row[at])).join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n')
}
