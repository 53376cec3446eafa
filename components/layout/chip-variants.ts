import { cva } from 'class-variance-authority'

/** The round controls of the header: balance, language, the user's menu. */
export const chipVariants = cva(
  'inline-flex h-8 items-center justify-center gap-[7px] whitespace-nowrap rounded-full border border-line bg-surface transition-[border-color] duration-120 hover:border-line-strong',
  { variants: { square: { true: 'w-8', false: 'px-[11px]' } }, defaultVariants: { square: false } },
)
