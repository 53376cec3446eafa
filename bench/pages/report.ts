import type { Visit } from './visit.ts'

export interface Measured extends Visit {
  path: string
  html: number
  js: number
  css: number
}

const columns: readonly [head: string, cell: (page: Measured) => string][] = [
  ['page', ({ path }) => `\`${path}\``],
  ['server ms', ({ server }) => server.toFixed(0)],
  ['data ms', ({ data }) => (data === 0 ? '–' : data.toFixed(0))],
  ['LCP ms', ({ largest }) => largest.toFixed(0)],
  ['blocked ms', ({ blocked }) => blocked.toFixed(0)],
  ['CLS', ({ shift }) => shift.toFixed(3)],
  ['JS KB', ({ js }) => (js / 1000).toFixed(1)],
  ['CSS KB', ({ css }) => (css / 1000).toFixed(1)],
  ['HTML KB', ({ html }) => (html / 1000).toFixed(1)],
]
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The median of each figure. */
export const medianOf = (visits: readonly Visit[]): Visit => ({
  server: middle(visits.map(({ server }) => server)),
  data: middle(visits.map(({ data }) => data)),
  largest: middle(visits.map(({ largest }) => largest)),
  blocked: middle(visits.map(({ blocked }) => blocked)),
  shift: middle(visits.map(({ shift }) => shift)),
})

export function report(introduction: string, areas: readonly [name: string, pages: readonly Measured[]][]): string {
  const tables = areas.map(([name, pages]) =>
    [
      `## ${name}`,
      '',
      line(columns.map(([head]) => head)),
      line(columns.map((_, at) => (at === 0 ? '---' : '--:'))),
      ...pages.map((page) => line(columns.map(([, cell]) => cell(page)))),
    ].join('\n'),
  )
  return `${[introduction, ...tables].join('\n\n')}\n`
}
