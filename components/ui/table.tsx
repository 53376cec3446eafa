import { cva, type VariantProps } from 'class-variance-authority'
import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** Rows are 44 px high, 38 where the table is dense. The first and last cells are 16 px from the edge. */
export function Table({ dense, className, ...rest }: ComponentProps<'table'> & { dense?: boolean }) {
  return <table data-slot="table" {...rest} data-dense={dense || undefined} className={clsx('group/table w-full', className)} />
}

export const TableHeader = (props: ComponentProps<'thead'>) => <thead {...props} data-slot="table-header" />

export const TableBody = ({ className, ...rest }: ComponentProps<'tbody'>) => (
  <tbody {...rest} data-slot="table-body" className={clsx('[&>tr:last-child>*]:border-b-0', className)} />
)

export const TableFooter = ({ className, ...rest }: ComponentProps<'tfoot'>) => (
  <tfoot {...rest} data-slot="table-footer" className={clsx('[&>tr>*]:border-t', className)} />
)

/** `data-selected` marks a row that is open or chosen, `data-off` one that is out of use. */
export const TableRow = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr
    {...rest}
    data-slot="table-row"
    className={clsx(
      'group/row focus-visible:shadow-none data-off:text-ink-2 data-selected:bg-accent-soft',
      'in-[tbody]:not-data-selected:hover:bg-hover',
      className,
    )}
  />
)

const headVariants = cva(
  'h-9 border-b border-line bg-sunken px-2.5 text-[12.5px] font-normal whitespace-nowrap text-ink-2 first:pl-4 last:pr-4',
  {
    variants: { align: { left: 'text-left', right: 'text-right' } },
    defaultVariants: { align: 'left' },
  },
)

export const TableHead = ({ align, className, ...rest }: Omit<ComponentProps<'th'>, 'align'> & VariantProps<typeof headVariants>) => (
  <th {...rest} data-slot="table-head" className={headVariants({ align, className })} />
)

const cellVariants = cva(
  [
    'h-11 border-b border-line px-2.5 py-1 leading-5 first:pl-4 last:pr-4',
    'group-data-dense/table:h-9.5 group-data-dense/table:py-0 group-data-dense/table:text-[13px]',
    'group-focus-visible/row:shadow-[inset_0_2px_var(--accent),inset_0_-2px_var(--accent)]',
    'first:group-data-selected/row:shadow-[inset_2px_0_var(--accent)]',
  ],
  { variants: { align: { left: null, right: 'text-right' } } },
)

export const TableCell = ({ align, className, ...rest }: Omit<ComponentProps<'td'>, 'align'> & VariantProps<typeof cellVariants>) => (
  <td {...rest} data-slot="table-cell" className={cellVariants({ align, className })} />
)

/** The first line of a cell that has two: a name, and tags after it. */
export const TableTitle = (props: Omit<ComponentProps<'span'>, 'className'>) => (
  <span {...props} data-slot="table-title" className="inline-flex max-w-full flex-wrap items-center gap-x-2" />
)

/** The second line of a cell. */
export const TableNote = ({ className, ...rest }: ComponentProps<'small'>) => (
  <small {...rest} data-slot="table-note" className={clsx('block text-[12px]/[17px] text-ink-2', className)} />
)
