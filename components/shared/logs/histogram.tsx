'use client'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { type Bin, type Brush, barsUnder, brushOver } from './bins'

interface Props {
  bins: readonly Bin[]
  brush: Brush | null
  onBrush(brush: Brush | null): void
  /** the bar under the pointer */
  onPoint(index: number | null): void
  label: string
}

/** Bars to draw a brush over, by pointer or by keys: arrows move, Shift widens, Escape clears. */
export function Histogram({ bins, brush, onBrush, onPoint, label }: Props) {
  const [drag, setDrag] = useState<[anchor: number, end: number] | null>(null)
  const shown = drag ? ([Math.min(...drag), Math.max(...drag)] as const) : barsUnder(bins, brush)
  const most = Math.max(1, ...bins.map(({ ok, failed }) => ok + failed))
  const at = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return Math.max(0, Math.min(bins.length - 1, Math.floor(((clientX - left) / width) * bins.length)))
  }
  const finish = () => {
    if (!drag) return
    const [anchor, end] = drag
    const same = anchor === end && shown && barsUnder(bins, brush)?.every((index) => index === anchor)
    setDrag(null)
    onBrush(same ? null : brushOver(bins, anchor, end))
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onBrush(null)
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    const [first, last] = barsUnder(bins, brush) ?? [bins.length, bins.length]
    if (event.shiftKey) onBrush(by < 0 ? brushOver(bins, first - 1, last) : brushOver(bins, first, last + 1))
    else onBrush(brushOver(bins, by < 0 ? first - 1 : last + 1, by < 0 ? first - 1 : last + 1))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a chart is no form group
    <div
      className="hist"
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys draw the brush
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag([at(event), at(event)])
      }}
      onPointerMove={(event) => {
        onPoint(at(event))
        if (drag) setDrag([drag[0], at(event)])
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={() => onPoint(null)}
    >
      {bins.map(({ from, ok, failed }, index) => (
        <span key={from.getTime()} data-off={shown && (index < shown[0] || index > shown[1]) ? true : undefined}>
          {failed > 0 && <i className="failed" style={{ height: `${(failed / most) * 100}%` }} />}
          {ok > 0 && <i style={{ height: `${(ok / most) * 100}%` }} />}
        </span>
      ))}
      {shown && (
        <b
          aria-hidden
          style={{ left: `${(shown[0] / bins.length) * 100}%`, width: `${((shown[1] - shown[0] + 1) / bins.length) * 100}%` }}
        />
      )}
    </div>
  )
}
