'use client'
import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { runningOpacity, valueAt } from './plot'
import type { BarsProps } from './stacked-bars'

const tick = { fill: 'var(--ink-2)', fontSize: 12 }

/** The bars that follow the pointer. */
export function LiveBars({ series, buckets, metric, plot, short, nameOf, pointed, onPoint }: BarsProps) {
  const last = buckets.length - 1
  const rows = buckets.map((at, index) => ({
    at,
    ...Object.fromEntries(series.map((one, number) => [`v${number}`, valueAt(one, metric, index)])),
  }))
  const opacity = (index: number) => (pointed !== null && pointed !== index ? 0.45 : index === last ? runningOpacity : 1)
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={rows}
        barCategoryGap="26%"
        margin={{ top: 26, right: 4, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        onMouseMove={({ activeTooltipIndex: index }) => onPoint(index === undefined || index === null ? null : Number(index))}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          ticks={plot.named.flatMap((index) => buckets[index] ?? [])}
          tickFormatter={(at) => nameOf(buckets.indexOf(at))}
          interval={0}
          tick={tick}
        />
        <YAxis width={44} domain={[0, plot.top]} ticks={plot.ticks} tickLine={false} axisLine={false} tickFormatter={short} tick={tick} />
        {series.map((one, number) => (
          <Bar
            key={one.id}
            dataKey={`v${number}`}
            stackId="all"
            fill={`var(--c${one.colour})`}
            stroke="var(--surface)"
            strokeWidth={1}
            isAnimationActive={false}
          >
            {rows.map((row, index) => (
              <Cell key={row.at} fillOpacity={opacity(index)} />
            ))}
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}
