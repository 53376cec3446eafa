import { cva } from 'class-variance-authority'

/** Where something floats that belongs to a control. */
export const positioner = 'z-40'

/** The surface of menus and lists that open. */
export const popupVariants = cva(
  'rounded-md bg-surface shadow-popup outline-0 transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0',
  {
    variants: {
      menu: { true: 'max-h-(--available-height) min-w-42 max-w-[min(380px,100vw-24px)] overflow-y-auto p-1' },
    },
  },
)

/** A line of a menu, of a select and of the command palette. */
export const menuItemVariants = cva(
  'flex min-h-8 w-full cursor-pointer select-none items-center gap-[9px] rounded-sm px-2.5 py-1 text-[13px]/5 outline-0 focus-visible:shadow-none aria-selected:data-[slot=command-item]:bg-hover data-highlighted:bg-hover not-data-[disabled=false]:data-disabled:cursor-not-allowed not-data-[disabled=false]:data-disabled:text-ink-2 phone:min-h-11 [&_svg]:size-[15px] [&_svg]:flex-none',
  {
    variants: { danger: { true: 'text-bad-text', false: '[&_svg]:text-ink-2' } },
    defaultVariants: { danger: false },
  },
)

/** The quiet words at the right of such a line. */
export const menuAside = 'ml-auto flex-none text-[12.5px] text-ink-2'
/** The check mark of the chosen one. */
export const menuMark = 'ml-auto [&>svg]:text-accent-text'
/** A heading in a menu. */
export const menuTitle = 'px-2.5 pt-1.5 pb-0.5 text-[12px] text-ink-2'
