import clsx from 'clsx'

/** Shows how much of a limit is used; amber from 90 %, red when it is used up. The words stand beside it. */
export function Bar({ part, className }: { part: number; className?: string }) {
  const percent = Math.max(0, Math.min(100, part * 100))
  const colour = percent >= 100 ? 'bg-bad' : percent >= 90 ? 'bg-warn' : 'bg-accent'
  return (
    <span data-slot="bar" className={clsx('block h-1 overflow-hidden rounded-full bg-track', className)} aria-hidden>
      <i className={clsx('block h-full rounded-[inherit]', colour)} style={{ width: `${percent}%` }} />
    </span>
  )
}
