'use client'
import clsx from 'clsx'
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
      className="relative mt-1.5 flex h-18 cursor-crosshair touch-pan-y select-none items-stretch rounded-[2px] border-line-strong border-b"
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
      {bins.map((bin, index) => (
        <Column key={bin.from.getTime()} bin={bin} most={most} off={shown !== null && (index < shown[0] || index > shown[1])} />
      ))}
      {shown && <Marked from={shown[0] / bins.length} to={(shown[1] + 1) / bins.length} />}
    </div>
  )
}

/** The failures stand on top, and are never too few to be seen. */
function Column({ bin: { ok, failed }, most, off }: { bin: Bin; most: number; off: boolean }) {
  const look = clsx(off && 'opacity-34')
  return (
    <span className="flex min-w-0 flex-1 flex-col justify-end px-[0.5px] hover:bg-hover phone:px-0">
      {failed > 0 && <i className={clsx('min-h-[2.5px] bg-bad', look)} style={{ height: `${(failed / most) * 100}%` }} />}
      {ok > 0 && <i className={clsx('min-h-[1.5px] bg-c1', look)} style={{ height: `${(ok / most) * 100}%` }} />}
    </span>
  )
}

const Marked = ({ from, to }: { from: number; to: number }) => (
  <b
    aria-hidden
    className="pointer-events-none absolute -top-1 bottom-0 border-accent border-x-[1.5px] bg-accent/10"
    style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
  />
)
