interface Piece {
  text: string
  /** where a piece leads that is a link */
  href?: string
}

const address = /https?:\/\/[^\s<>"'`{}|\\^，。；：！？、（）《》“”‘’【】]+/gi
/** Signs that end a sentence rather than an address. */
const after = /[.,;:!?)\]]+$/

/** Cuts a text into plain pieces and web addresses. Only http and https become links, so nothing of it can run. */
export function textLinks(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const url = found.replace(after, '')
    if (!URL.canParse(url)) continue
    if (index > at) pieces.push({ text: text.slice(at, index) })
    pieces.push({ text: url, href: new URL(url).href })
    at = index + url.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}
