'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { cva, type VariantProps } from 'class-variance-authority'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'
import { buttonVariants } from './button'
import { Hint } from './hint'

/** What lies over the page, and what lies over that. */
export const scrim = 'fixed inset-0 z-20 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'
const dialogPlace = 'fixed inset-0 z-21 grid place-items-center p-6 phone:place-items-[end_stretch] phone:px-0 phone:pt-7 phone:pb-0'
export const dialogVariants = cva(
  'flex max-h-[calc(100dvh-48px)] max-w-full flex-col overflow-hidden rounded-lg bg-surface shadow-float outline-0 transition-[opacity,transform] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 phone:max-h-[calc(100dvh-28px)] phone:w-full phone:rounded-t-[14px] phone:rounded-b-none phone:data-ending-style:translate-y-6 phone:data-starting-style:translate-y-6',
  { variants: { size: { s: 'w-115', m: 'w-160', l: 'w-180' } }, defaultVariants: { size: 'm' } },
)

interface Props extends VariantProps<typeof dialogVariants> {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** before the title, such as a check mark */
  mark?: ReactNode
  footer?: ReactNode
  children: ReactNode
}

const fields =
  '[data-slot=dialog-body] :is(input, textarea):not([type=hidden], [type=checkbox], [aria-hidden=true], [disabled], [readonly])'
const primary = '[data-slot=dialog-body] [data-variant=primary]'

/** A dialog for a task that needs no context. On phones it rises from the bottom. `DialogForm` may supply body and footer. */
export function Dialog({ open, onOpenChange, title, description, mark, size, footer, children }: Props) {
  const t = useTranslations('common')
  const popup = useRef<HTMLDivElement>(null)
  // A form gets the focus at its first field, and a dialog without fields at its main button. By touch no field is focused, because the
  // keyboard would open.
  const find = (one: string) => popup.current?.querySelector<HTMLElement>(one)
  const first = (opened: string) => (opened === 'touch' ? true : (find(fields) ?? find(primary) ?? true))
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={scrim} />
        <Base.Viewport className={dialogPlace}>
          <Base.Popup ref={popup} data-slot="dialog" className={dialogVariants({ size })} initialFocus={first}>
            <div className="flex items-start gap-3 pt-4.5 pr-3.5 pb-3.5 pl-6 phone:pt-3.5 phone:pr-2 phone:pb-2.5 phone:pl-4">
              {mark}
              <div className="min-w-0">
                <Base.Title className="text-[16px]/6">{title}</Base.Title>
                {description !== undefined && <Base.Description render={<Hint />}>{description}</Base.Description>}
              </div>
              <Base.Close className={`ml-auto ${buttonVariants({ variant: 'ghost', size: 'icon' })}`} aria-label={t('close')}>
                <X aria-hidden />
              </Base.Close>
            </div>
            {footer === undefined ? children : <DialogBody>{children}</DialogBody>}
            {footer !== undefined && <DialogFoot>{footer}</DialogFoot>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

/** The part that scrolls. */
export const DialogBody = ({ children }: { children: ReactNode }) => (
  <div data-slot="dialog-body" className="min-h-0 overflow-auto px-6 pt-1 pb-5.5 phone:px-4 phone:pb-5">
    {children}
  </div>
)

/** What the dialog offers to do. On phones the buttons share the width. */
export const DialogFoot = ({ children }: { children: ReactNode }) => (
  <div
    data-slot="dialog-foot"
    className="flex items-center justify-end gap-2.5 border-line border-t bg-sunken px-6 py-3 phone:flex-wrap phone:px-4 phone:py-2.5 phone:[&>[data-slot=button]]:flex-1"
  >
    {children}
  </div>
)
