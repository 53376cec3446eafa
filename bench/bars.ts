/** Colours have two shades, so that the picture can be read on a light and on a dark page. */
const tones = { bare: ['#8c959f', '#7d8590'], node: ['#2f6feb', '#4c8dff'], database: ['#d4720b', '#e8983e'] } as const
export type Tone = keyof typeof tones

export interface Bar {
  label: string
  /** Parts of one bar, from left to right. */
  parts: { value: number; tone: Tone }[]
  /** What stands behind the bar. */
  text: string
}

export interface Panel {
  title: string
  note: string
  legend?: Tone[]
  /** All bars of a panel share one scale. */
  groups: { name?: string; bars: Bar[] }[]
}

export interface Picture {
  title: string
  subtitle: string
  columns: Panel[][]
  footer: string
}

const margin = 24
const width = 408
const labelWidth = 134
const textWidth = 92
export const barRoom = width - labelWidth - textWidth

const line = { head: 44, group: 20, bar: 22, gap: 8, panel: 20 }

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const words = (x: number, y: number, kind: string, text: string) => `<text x="${x}" y="${y}" class="${kind}">${escaped(text)}</text>`
const sized = (value: number) => (Number.isFinite(value) ? Math.max(0, value) : 0)
const round = (value: number) => Math.round(value * 10) / 10

const lengthOf = ({ parts }: Bar) => parts.reduce((sum, { value }) => sum + sized(value), 0)
const barsOf = ({ groups }: Panel) => groups.flatMap(({ bars }) => bars)

function drawBar(bar: Bar, y: number, longest: number): string {
  let x = labelWidth
  const parts = bar.parts.map(({ value, tone }) => {
    const length = longest > 0 ? (sized(value) / longest) * barRoom : 0
    const part = `<rect x="${round(x)}" y="${y - 11}" width="${round(length)}" height="14" class="${tone}"/>`
    x += length
    return part
  })
  return [words(0, y, 'label', bar.label), ...parts, words(round(x) + 6, y, 'value', bar.text)].join('\n')
}

function drawHead({ title, note, legend = [] }: Panel): string {
  const marks = legend.map((tone, i) => {
    const x = i * 64
    return `<rect x="${x}" y="24" width="10" height="10" class="${tone}"/>\n${words(x + 15, 33, 'note', tone)}`
  })
  return [words(0, 14, 'panel', title), ...marks, words(legend.length * 74, 33, 'note', note)].join('\n')
}

const isThere = (panel: Panel) => barsOf(panel).length > 0

function drawPanel(panel: Panel): { drawn: string; height: number } {
  const longest = Math.max(0, ...barsOf(panel).map(lengthOf))
  const lines = [drawHead(panel)]
  let y = line.head
  for (const { name, bars } of panel.groups) {
    if (bars.length === 0) continue
    if (name) {
      y += line.group
      lines.push(words(0, y - 4, 'group', name))
    }
    for (const bar of bars) {
      y += line.bar
      lines.push(drawBar(bar, y - 6, longest))
    }
    y += line.gap
  }
  return { drawn: lines.join('\n'), height: y + line.panel }
}

function drawColumn(panels: Panel[], left: number, top: number): { drawn: string; bottom: number } {
  let y = top
  const drawn = panels.filter(isThere).map((panel) => {
    const { drawn: inside, height } = drawPanel(panel)
    const placed = `<g transform="translate(${left} ${y})">\n${inside}\n</g>`
    y += height
    return placed
  })
  return { drawn: drawn.join('\n'), bottom: y }
}

const colours = (shade: 0 | 1) =>
  Object.entries(tones)
    .map(([tone, shades]) => `.${tone}{fill:${shades[shade]}}`)
    .join('')

// A picture in a README cannot know the page's colours, only those of the reader's system, so it brings its own background.
const style = `<style>
text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:#1f2328}
.title{font-size:18px;font-weight:600}.panel{font-size:14px;font-weight:600}.group{font-weight:600}.note{font-size:12px}
.value{font-variant-numeric:tabular-nums}.note,.group{fill:#59636e}
.card{fill:#fff;stroke:#d1d9e0}${colours(0)}
@media (prefers-color-scheme:dark){text{fill:#f0f6fc}.note,.group{fill:#9198a1}.card{fill:#0d1117;stroke:#3d444d}${colours(1)}}
</style>`

/** Draws plain horizontal bars as an SVG document. */
export function drawPicture({ title, subtitle, columns, footer }: Picture): string {
  const drawn = columns.map((panels, i) => drawColumn(panels, margin + i * (width + margin), margin + 64))
  const wide = columns.length * (width + margin) + margin
  const bottom = Math.max(...drawn.map((column) => column.bottom))
  const high = bottom + margin
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" role="img">
<title>${escaped(title)}</title>
${style}
<rect x="0.5" y="0.5" width="${wide - 1}" height="${high - 1}" rx="8" class="card"/>
${words(margin, margin + 16, 'title', title)}
${words(margin, margin + 38, 'note', subtitle)}
${drawn.map((column) => column.drawn).join('\n')}
${words(margin, bottom + 4, 'note', footer)}
</svg>
`
}
