'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode, RefObject } from 'react'

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
  initialFocus?: RefObject<HTMLElement | null>
}

const sizes = { s: 'dialog-s', m: '', l: 'dialog-l' }

/** A task without context. Rises from the bottom on phones. Body and footer may also be given by `DialogForm`. */
export function Dialog({ open, onOpenChange, title, description, mark, size = 'm', footer, children, initialFocus }: Props) {
  const t = useTranslations('common')
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="dialog-place">
          <Base.Popup className={clsx('dialog', sizes[size])} initialFocus={initialFocus}>
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
