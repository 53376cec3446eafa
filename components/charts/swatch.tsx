import clsx from 'clsx'

/** The colours of charts by their number. */
export const chartColours: Record<number, string> = { 1: 'bg-c1', 2: 'bg-c2', 3: 'bg-c3', 4: 'bg-c4', 5: 'bg-c5', 6: 'bg-c6' }

/** The colour of a part of a chart, beside its name. */
export const Swatch = ({ className }: { className: string | undefined }) => (
  <i className={clsx('inline-block size-[9px] flex-none rounded-[2px]', className)} aria-hidden />
)
