import clsx from 'clsx'

/** A grey line of the width of the real content. Give a block of them `after-a-moment`. */
export function Skeleton({ width = 120, className }: { width?: number | string; className?: string }) {
  return <span className={clsx('skeleton', className)} style={{ width }} aria-hidden />
}
