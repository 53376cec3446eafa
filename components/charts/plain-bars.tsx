import { type Plot, runningOpacity, valueAt } from './plot'
import type { BarsProps } from './stacked-bars'
import type { ShownSeries } from './top-series'

/** The plot's height, and the share of a bucket that stays free on either side of its bar. */
const height = 204
const gap = 0.26

/** The bars as a picture, which the server draws too. It costs the reader nothing until they point at it. */
export function PlainBars({ series, buckets, metric, plot, short, nameOf }: BarsProps) {
  const level = (value: number) => height * (1 - value / plot.top)
  return (
    <>
      <svg className="absolute top-6.5 left-0 w-10 overflow-visible text-[12px]" height={height} aria-hidden>
        {plot.ticks.map((tick) => (
          <text key={tick} x={36} y={level(tick)} dy=".355em" textAnchor="end" className="fill-ink-2">
            {short(tick)}
          </text>
        ))}
      </svg>
      <svg
        className="absolute top-6.5 left-11 w-[calc(100%-48px)]"
        height={height}
        viewBox={`0 0 ${buckets.length} ${height}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {plot.ticks.map((tick) => (
          <path
            key={tick}
            d={`M0 ${level(tick)}h${buckets.length}`}
            className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {series.map((one, number) => (
          <g key={one.id} fill={`var(--c${one.colour})`} stroke="var(--surface)">
            {pathsOf({ series, number, metric, plot, buckets: buckets.length }).map((d, last) => (
              <path
                key={last === 1 ? 'running' : 'ended'}
                d={d}
                fillOpacity={last === 1 ? runningOpacity : 1}
                vectorEffect="non-scaling-stroke"
              />
            ))}
          </g>
        ))}
      </svg>
      <svg className="absolute top-58 left-11 w-[calc(100%-48px)] overflow-visible text-[12px]" height={20} aria-hidden>
        {plot.named.map((index) => (
          <text key={index} x={`${((index + 0.5) / buckets.length) * 100}%`} y={6} dy=".71em" textAnchor="middle" className="fill-ink-2">
            {nameOf(index)}
          </text>
        ))}
      </svg>
    </>
  )
}

interface Stack {
  series: ShownSeries[]
  number: number
  metric: BarsProps['metric']
  plot: Plot
  buckets: number
}

/** The outlines of one series' bars: of those that have ended, and of the last one, which is still running. */
function pathsOf({ series, number, metric, plot, buckets }: Stack): [ended: string, running: string] {
  const bars = Array.from({ length: buckets }, (_, index) => {
    const value = valueAt(series[number] as ShownSeries, metric, index)
    if (value === 0) return ''
    const below = series.slice(0, number).reduce((sum, one) => sum + valueAt(one, metric, index), 0)
    const at = (level: number) => (height * (1 - level / plot.top)).toFixed(2)
    return `M${(index + gap).toFixed(2)} ${at(below)}V${at(below + value)}h${(1 - 2 * gap).toFixed(2)}V${at(below)}z`
  })
  return [bars.slice(0, -1).join(''), bars.at(-1) ?? '']
}
