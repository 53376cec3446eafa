import { cva } from 'class-variance-authority'

export const facetVariants = cva(
  'inline-flex h-7.5 flex-none items-center gap-1.5 border px-2.5 text-[13px] whitespace-nowrap phone:h-8.5',
  {
    variants: {
      state: {
        unset: 'rounded-sm border-dashed border-line-strong text-ink-2 hover:border-ink-3',
        set: 'rounded-l-sm border-r-0 border-line-strong bg-surface text-ink hover:border-ink-3',
        search: 'w-65 rounded-sm border-field bg-surface text-ink focus-within:border-accent focus-within:shadow-focus phone:w-47.5',
      },
    },
  },
)
