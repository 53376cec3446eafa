const mostCells = 5000
const mostEmphasis = 600

/** Marks of quotes and lists at the beginning of a line: each lies within the one before. */
const deep = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){13}/m
/** The line below the head of a table says how many cells each of its rows is given. */
const underHeads = /^[ \t>]*[|:-][|: \t-]*$/gm
/** What may begin or end an emphasis, which may lie within others of its paragraph. */
const emphasis = /\*+|(?<!\w)_+|_+(?!\w)/g

function cellsOf(text: string): number {
  const widest = Math.max(0, ...Array.from(text.matchAll(underHeads), ([line]) => line.split('|').length))
  return widest < 2 ? 0 : widest * text.split('\n').length
}

const isKnotted = (text: string) => text.split(/\n[ \t>]*\n/).some((part) => (part.match(emphasis)?.length ?? 0) > mostEmphasis)

/**
 * Whether a text is drawn as Markdown. Some take far more time than their length says, and whoever writes one must not take it from
 * everybody else: it is shown as it is written.
 */
export const isDrawable = (text: string, mostLetters: number): boolean =>
  text.length <= mostLetters && !deep.test(text) && cellsOf(text) <= mostCells && !isKnotted(text)
