/** A line of a page as it is printed. */
export interface Line {
  text: string
  /** How high its largest letters are. */
  size: number
  /** From the bottom of the page. */
  y: number
  /** Where it ends, from the left. */
  end: number
}

/** What is printed larger than most of the text is a heading, and lines close below each other are a paragraph. */
export function markdownOfLines(pages: Line[][]): string {
  const usual = usualSize(pages.flat())
  const parts: string[] = []
  for (const [place, lines] of pages.entries()) {
    if (lines.length === 0) parts.push(`<!-- Page ${place + 1} holds no text. It may be a picture, which is not read here. -->`)
    else parts.push(...paragraphsOf(lines, usual))
  }
  return parts.join('\n\n')
}

/** The size that most letters have. */
function usualSize(lines: Line[]): number {
  const letters = new Map<number, number>()
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length)
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

const bullet = /^[•◦▪‣·●○■–]\s*/
const longestHeading = 200

function paragraphsOf(lines: Line[], usual: number): string[] {
  const parts: string[] = []
  let before: (Line & { level: number }) | undefined
  for (const line of lines) {
    const level = levelOf(line, usual)
    const gap = before ? before.y - line.y : 0
    const isClose = before !== undefined && gap > 0 && gap < Math.max(line.size, before.size) * 1.7
    const last = parts.at(-1)
    if (last !== undefined && before && isClose && level === before.level && !bullet.test(line.text))
      parts[parts.length - 1] = joined(last, line.text)
    else parts.push(level > 0 ? `${'#'.repeat(level)} ${line.text}` : escaped(line.text))
    before = { ...line, level }
  }
  return parts
}

function levelOf({ size, text }: Line, usual: number): number {
  if (usual === 0 || text.length > longestHeading || !/\p{L}/u.test(text)) return 0
  const times = size / usual
  return times >= 1.6 ? 1 : times >= 1.3 ? 2 : times >= 1.12 ? 3 : 0
}

/** A word that was divided at the end of a line is put together again; Chinese is written without blanks. */
function joined(before: string, text: string): string {
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(text)) return before.slice(0, -1) + text
  const withoutBlank = /[\u2e80-\uffef]$/.test(before) && /^[\u2e80-\uffef]/.test(text)
  return `${before}${withoutBlank ? '' : ' '}${text}`
}

/** A mark of Markdown at the beginning of a paragraph is meant as it is printed; a dot of a list becomes one of Markdown. */
const escaped = (text: string): string => (bullet.test(text) ? `- ${text.replace(bullet, '')}` : text.replace(/^([#>+]|-(?=\s))/, '\\$1'))
