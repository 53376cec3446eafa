'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { cva } from 'class-variance-authority'
import clsx from 'clsx'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './button'
import { scrim } from './dialog'
import { Hint } from './hint'
import { useMedia } from './use-media'

const sheetVariants = cva('flex max-w-full flex-col overflow-auto border-line border-l bg-surface outline-0 phone:w-full phone:border-0', {
  variants: {
    place: {
      docked: 'sticky top-13 h-[calc(100vh-52px)] flex-none',
      over: 'fixed inset-y-0 right-0 z-21 shadow-float transition-[opacity,transform] duration-150 data-ending-style:translate-x-6 data-ending-style:opacity-0 data-starting-style:translate-x-6 data-starting-style:opacity-0',
    },
    wide: { true: 'w-137', false: 'w-120' },
  },
  defaultVariants: { wide: false },
})

interface Props {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  subtitle?: ReactNode
  /** 480 px to read, 548 px to edit or decide */
  wide?: boolean
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  /** where the row stands among its neighbours, such as 1 / 7 */
  place?: string | undefined
  /** what further keys do, by their name in lower case */
  keys?: Record<string, () => void>
  footer?: ReactNode
  children: ReactNode
}

const heading = 'flex items-center gap-2'

/** Shows one row of a list: docked beside the page from 1400 px, above it below that, full screen on phones. J and K go to its neighbours. */
export function Sheet(props: Props) {
  const docks = useMedia('(min-width: 1400px)')
  if (!docks) return <OverlaySheet {...props} />
  return props.open ? <DockedSheet {...props} /> : null
}

function OverlaySheet({ open, onOpenChange, wide, keys, ...rest }: Props) {
  useSheetKeys(open ? { ...keys, j: rest.onNext, k: rest.onPrevious } : {})
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={scrim} />
        <Base.Popup data-slot="sheet" className={sheetVariants({ place: 'over', wide })}>
          <SheetBody
            {...rest}
            heading={(title) => <Base.Title className={heading}>{title}</Base.Title>}
            onClose={() => onOpenChange(false)}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function DockedSheet({ onOpenChange, wide, open: _, keys, ...rest }: Props) {
  const id = useId()
  useSheetKeys({ ...keys, j: rest.onNext, k: rest.onPrevious, escape: () => onOpenChange(false) })
  const dock = document.getElementById('dock')
  if (!dock) return null
  return createPortal(
    <aside data-slot="sheet" className={sheetVariants({ place: 'docked', wide })} aria-labelledby={id}>
      <SheetBody
        {...rest}
        heading={(title) => (
          <h2 id={id} className={heading}>
            {title}
          </h2>
        )}
        onClose={() => onOpenChange(false)}
      />
    </aside>,
    dock,
  )
}

const elsewhere = 'input, textarea, select, [role="menu"], [role="listbox"], [role="dialog"]:not([data-slot="sheet"])'

/** Keys that are pressed outside fields, menus and dialogs act on the row that the sheet shows. */
function useSheetKeys(keys: Record<string, (() => void) | undefined>) {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || (event.target as HTMLElement).closest(elsewhere)) return
      latest.current[event.key.toLowerCase()]?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

interface BodyProps extends Omit<Props, 'open' | 'onOpenChange' | 'wide' | 'keys'> {
  heading: (title: ReactNode) => ReactNode
  onClose: () => void
}

function SheetBody({ title, subtitle, place, onPrevious, onNext, footer, children, heading, onClose }: BodyProps) {
  const t = useTranslations('common')
  return (
    <>
      <div className="sticky top-0 z-1 flex min-h-[57px] items-center gap-1.5 border-line border-b bg-surface py-3 pr-3 pl-5">
        <div className="min-w-0 flex-1">
          {heading(title)}
          {subtitle !== undefined && <Hint className="truncate">{subtitle}</Hint>}
        </div>
        {place !== undefined && <Hint className="flex-none">{place}</Hint>}
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
      {footer !== undefined && <SheetFoot>{footer}</SheetFoot>}
    </>
  )
}

/** A part of a sheet, below a quiet heading. */
export const SheetSection = ({ title, children }: { title?: ReactNode; children: ReactNode }) => (
  <section data-slot="sheet-section" className="border-line border-b px-5 py-4 last-of-type:border-b-0 in-[form]:last-of-type:border-b">
    {title !== undefined && <h3 className="mb-2 flex items-center gap-2 font-normal text-[12.5px] text-ink-2 last:mb-0">{title}</h3>}
    {children}
  </section>
)

/** What the sheet offers to do, which stays in sight. */
export const SheetFoot = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div
    data-slot="sheet-foot"
    className={clsx('sticky bottom-0 mt-auto flex items-center gap-2 border-line border-t bg-sunken px-5 py-3', className)}
  >
    {children}
  </div>
)
