import { describe, expect, test } from 'vitest'
import { type Bar, barRoom, drawPicture, type Panel } from './bars.ts'
import { pictureOf } from './picture.ts'
import { sampleResults } from './sample-results.ts'

const bar = (...values: number[]): Bar => ({ label: 'a', parts: values.map((value) => ({ value, tone: 'node' })), text: 'b' })
const draw = (...bars: Bar[]) => {
  const panel: Panel = { title: 'c', note: '', groups: [{ bars }] }
  return drawPicture({ title: 'd', subtitle: 'e', columns: [[panel]], footer: 'f' })
}
const drawn = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.-]+)" y="[\d.-]+" width="([\d.-]+)" height="14"/g)].map(([, x, width]) => ({
    x: Number(x),
    width: Number(width),
  }))
const widths = (svg: string) => drawn(svg).map(({ width }) => width)

describe('bars', () => {
  test('are as long as their values, and the longest fills the room', () => {
    expect(widths(draw(bar(100), bar(50), bar(25)))).toEqual([barRoom, barRoom / 2, Math.round(barRoom * 2.5) / 10])
  })

  test('are measured by the sum of their parts, which follow each other', () => {
    const [first, second, other] = drawn(draw(bar(30, 10), bar(20)))
    expect(first?.width).toBeCloseTo(barRoom * 0.75, 0)
    expect(second?.width).toBeCloseTo(barRoom * 0.25, 0)
    expect(second?.x).toBeCloseTo((first?.x ?? 0) + (first?.width ?? 0), 0)
    expect(other?.width).toBeCloseTo(barRoom * 0.5, 0)
  })

  test('have no length where there is nothing to show', () => {
    expect(widths(draw(bar(Number.NaN), bar(-1), bar(Number.POSITIVE_INFINITY), bar(2)))).toEqual([0, 0, 0, barRoom])
    expect(widths(draw(bar(0), bar(0)))).toEqual([0, 0])
  })

  test('keep words as words', () => expect(draw({ ...bar(1), label: 'p99 < 10 & more' })).toContain('>p99 &lt; 10 &amp; more</text>'))
})

describe('the picture of a run', () => {
  const svg = drawPicture(pictureOf(sampleResults, 'today'))

  test('has only numbers where numbers belong, and stays inside its frame', () => {
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null/)
    const [, wide, high] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
    expect(Number(wide)).toBeGreaterThan(800)
    const columns = [...svg.matchAll(/translate\((\d+) (\d+)\)/g)].map(([, x, y]) => [Number(x), Number(y)])
    for (const [x = 0, y = 0] of columns) {
      expect(x + Math.max(...drawn(svg).map((rect) => rect.x + rect.width))).toBeLessThan(Number(wide))
      expect(y).toBeLessThan(Number(high))
    }
  })

  test('says the figures as text', () => {
    for (const text of ['10\u00a0000', '4\u00a0000', '180 + 60', '1\u00a0000 + 150', '+ 1.00\u00a0ms', '45.0\u00a0ms', 'today'])
      expect(svg).toContain(`>${text}</text>`)
  })

  test('leaves out what was not measured', () => {
    const nothing = drawPicture(pictureOf({ ...sampleResults, loads: {}, highest: {}, streams: {}, bursts: {} }, 'today'))
    expect(drawn(nothing)).toEqual([])
    expect(nothing).not.toContain('CPU of a call')
    expect(nothing).not.toMatch(/NaN|undefined|Infinity/)
  })
})
