'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'

interface Props {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** before the title, such as a check mark */
  mark?: ReactNode
  size?: 's' | 'm' | 'l'
  footer?: ReactNode
  children: ReactNode
}

const fields = '.dialog-body :is(input, textarea):not([type=hidden], [type=checkbox], [aria-hidden=true], [disabled], [readonly])'
const primary = '.dialog-body .btn-primary'
const sizes = { s: 'dialog-s', m: '', l: 'dialog-l' }

/** A dialog for a task that needs no context. On phones it rises from the bottom. `DialogForm` may supply body and footer. */
export function Dialog({ open, onOpenChange, title, description, mark, size = 'm', footer, children }: Props) {
  const t = useTranslations('common')
  const popup = useRef<HTMLDivElement>(null)
  // A form gets the focus at its first field, and a dialog without fields at its main button. By touch no field is focused, because the
  // keyboard would open.
  const find = (one: string) => popup.current?.querySelector<HTMLElement>(one)
  const first = (opened: string) => (opened === 'touch' ? true : (find(fields) ?? find(primary) ?? true))
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="dialog-place">
          <Base.Popup ref={popup} className={clsx('dialog', sizes[size])} initialFocus={first}>
            <div className="dialog-head">
              {mark}
              <div className="min-w-0">
                <Base.Title>{title}</Base.Title>
                {description !== undefined && <Base.Description className="hint">{description}</Base.Description>}
              </div>
              <Base.Close className="btn btn-s btn-icon btn-ghost" aria-label={t('close')}>
                <X aria-hidden />
              </Base.Close>
            </div>
            {footer === undefined ? children : <div className="dialog-body">{children}</div>}
            {footer !== undefined && <div className="dialog-foot">{footer}</div>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
