const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)

/** The words around a hit as HTML, with the hit in `<mark>` and everything else escaped. Line breaks become spaces. */
export function snippetOf({ text, cutBefore, cutAfter }: { text: string; cutBefore: boolean; cutAfter: boolean }, search: string): string {
  const pattern = new RegExp(search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu')
  const found = pattern.exec(text)
  const [at, end] = found ? [found.index, found.index + found[0].length] : [0, 0]
  const marked = `${escaped(text.slice(0, at))}${found ? `<mark>${escaped(text.slice(at, end))}</mark>` : ''}${escaped(text.slice(end))}`
  return `${cutBefore ? '…' : ''}${marked.replace(/\s+/g, ' ').trim()}${cutAfter ? '…' : ''}`
}
