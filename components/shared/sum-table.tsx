import { cva } from 'class-variance-authority'
import type { ComponentProps, ReactNode } from 'react'

/** A small table of figures that stand below each other, without a frame of its own. */
export const SumTable = ({ children }: { children: ReactNode }) => (
  <table data-slot="sum-table" className="mt-2 w-full border-collapse text-[13px]">
    {children}
  </table>
)

const cellVariants = cva('pb-[3px]', {
  variants: {
    align: { left: 'text-left', right: 'pl-2.5 text-right' },
    look: {
      head: 'whitespace-nowrap pt-[3px] font-normal text-[12px] text-ink-2',
      plain: 'whitespace-nowrap pt-[3px]',
      /** a sentence that may be long */
      words: 'pt-[3px]',
      /** the last line */
      total: 'whitespace-nowrap border-line-strong border-t pt-1.5 font-semibold',
    },
  },
  defaultVariants: { align: 'left', look: 'plain' },
})

interface Look {
  align?: 'left' | 'right'
  look?: 'plain' | 'words' | 'total'
}

export const SumHead = ({ align, children }: { align?: 'right'; children: ReactNode }) => (
  <th className={cellVariants({ align, look: 'head' })}>{children}</th>
)

export const SumCell = ({ align, look, ...rest }: Omit<ComponentProps<'td'>, 'align'> & Look) => (
  <td {...rest} className={cellVariants({ align, look })} />
)
