import { type Archive, openArchive } from './archive.ts'

const main = 'word/document.xml'
const facts = 'docProps/app.xml'

/**
 * How many pages a text document has been made for: what its program says, or more where it breaks more often. 1 where nothing tells. A
 * break by hand is followed by a rendered one in what Word has saved, so they are not added up.
 */
export function countWrittenPages(bytes: Uint8Array): number {
  const archive = openArchive(bytes, (name) => name === main || name === facts)
  const text = textIn(archive, main)
  const breaks = Math.max(count(text, /<w:lastRenderedPageBreak\b/g), count(text, /<w:br\b[^>]{0,200}?\bw:type=["']page["']/g))
  const [, stated = ''] = /<(?:\w{1,20}:)?Pages>\s{0,9}(\d{1,9})\s{0,9}</.exec(textIn(archive, facts)) ?? []
  return Math.max(1, Number(stated), breaks + 1)
}

const textIn = (archive: Archive, name: string): string => new TextDecoder().decode(archive[name])

function count(text: string, pattern: RegExp): number {
  let found = 0
  for (const _ of text.matchAll(pattern)) found++
  return found
}
