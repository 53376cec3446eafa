import clsx from 'clsx'

/** A grey line of the width of the real content. Give a block of them `animate-appear`. */
export function Skeleton({ width = 120, className }: { width?: number | string; className?: string }) {
  return (
    <span
      data-slot="skeleton"
      className={clsx('inline-block h-2.5 max-w-full rounded-[5px] bg-track align-middle', className)}
      style={{ width }}
      aria-hidden
    />
  )
}
