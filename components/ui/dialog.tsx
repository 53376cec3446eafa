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

const fields = '.dialog-body :is(input, textarea):not([type=hidden], [type=checkbox], [disabled], [readonly])'
const sizes = { s: 'dialog-s', m: '', l: 'dialog-l' }

/** A task without context. Rises from the bottom on phones. Body and footer may also be given by `DialogForm`. */
export function Dialog({ open, onOpenChange, title, description, mark, size = 'm', footer, children }: Props) {
  const t = useTranslations('common')
  const popup = useRef<HTMLDivElement>(null)
  // a form begins with its first field; by touch that would raise the keyboard over it
  const first = (opened: string) => (opened === 'touch' ? true : (popup.current?.querySelector<HTMLElement>(fields) ?? true))
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
