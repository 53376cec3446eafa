import clsx from 'clsx'

/** Shows how much of a limit is used; amber from 90 %, red when it is used up. The words stand beside it. */
export function Bar({ part, className }: { part: number; className?: string }) {
  const percent = Math.max(0, Math.min(100, part * 100))
  return (
    <span className={clsx('bar', percent >= 100 ? 'bar-bad' : percent >= 90 && 'bar-warn', className)} aria-hidden>
      <i style={{ width: `${percent}%` }} />
    </span>
  )
}
