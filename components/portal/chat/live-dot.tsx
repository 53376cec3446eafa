import clsx from 'clsx'

/** Shows that an answer is being written. */
export function LiveDot({ title, className }: { title?: string; className?: string }) {
  return <i className={clsx('size-2 flex-none animate-pulse rounded-full bg-accent', className)} title={title} aria-hidden={!title} />
}
