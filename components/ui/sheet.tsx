'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './button'
import { useMedia } from './use-media'

interface Props {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  subtitle?: ReactNode
  /** 480 px to read, 548 px to edit or decide */
  wide?: boolean
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  footer?: ReactNode
  children: ReactNode
}

/** Shows one row of a list: docked beside the page from 1400 px, above it below that, full screen on phones. J and K go to its neighbours. */
export function Sheet(props: Props) {
  const docks = useMedia('(min-width: 1400px)')
  if (!docks) return <OverlaySheet {...props} />
  return props.open ? <DockedSheet {...props} /> : null
}

function OverlaySheet({ open, onOpenChange, wide, ...rest }: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className={clsx('sheet sheet-over', wide && 'sheet-wide')}>
          <SheetBody {...rest} heading={(title) => <Base.Title>{title}</Base.Title>} onClose={() => onOpenChange(false)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function DockedSheet({ onOpenChange, wide, open: _, ...rest }: Props) {
  const id = useId()
  const aside = useRef<HTMLElement>(null)
  const { onPrevious, onNext } = rest
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (target.closest('input, textarea, select, [role="dialog"], [role="menu"]') || event.metaKey || event.ctrlKey) return
      if (event.key === 'Escape') onOpenChange(false)
      if (event.key === 'j') onNext?.()
      if (event.key === 'k') onPrevious?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [onOpenChange, onNext, onPrevious])
  const dock = document.getElementById('dock')
  if (!dock) return null
  return createPortal(
    <aside ref={aside} className={clsx('sheet sheet-docked', wide && 'sheet-wide')} aria-labelledby={id}>
      <SheetBody {...rest} heading={(title) => <h2 id={id}>{title}</h2>} onClose={() => onOpenChange(false)} />
    </aside>,
    dock,
  )
}

interface BodyProps extends Omit<Props, 'open' | 'onOpenChange' | 'wide'> {
  heading: (title: ReactNode) => ReactNode
  onClose: () => void
}

function SheetBody({ title, subtitle, onPrevious, onNext, footer, children, heading, onClose }: BodyProps) {
  const t = useTranslations('common')
  return (
    <>
      <div className="sheet-head">
        <div className="min-w-0 flex-1">
          {heading(title)}
          {subtitle !== undefined && <p className="hint truncate">{subtitle}</p>}
        </div>
        {(onPrevious ?? onNext) && (
          <>
            <Button size="icon" variant="ghost" aria-label={t('previous')} onClick={onPrevious} disabled={!onPrevious}>
              <ChevronUp aria-hidden />
            </Button>
            <Button size="icon" variant="ghost" aria-label={t('next')} onClick={onNext} disabled={!onNext}>
              <ChevronDown aria-hidden />
            </Button>
          </>
        )}
        <Button size="icon" variant="ghost" aria-label={t('close')} onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      {children}
      {footer !== undefined && <div className="sheet-foot">{footer}</div>}
    </>
  )
}
