import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** Quiet words beside a label, such as what a choice resolves to. */
export const Aside = ({ className, children }: { className?: string; children: ReactNode }) => (
  <span className={clsx('font-normal text-ink-2', className)}>{children}</span>
)

/** Marks a field that may stay empty. */
export function Optional() {
  const t = useTranslations('common')
  return <Aside>{t('optional')}</Aside>
}

interface Props {
  /** the control's id; without it the words are a heading that the control points to by `id` */
  htmlFor?: string | undefined
  id?: string
  optional?: boolean | undefined
  /** at the right */
  aside?: ReactNode
  children: ReactNode
}

/** The line above a control. */
export function Label({ htmlFor, id, optional, aside, children }: Props) {
  return (
    <div data-slot="label" className="flex min-h-5 items-center gap-2 font-medium text-[13px]/5 in-data-[slot=door]:font-normal">
      {htmlFor === undefined ? <span id={id}>{children}</span> : <label htmlFor={htmlFor}>{children}</label>}
      {optional && <Optional />}
      {aside !== undefined && <Aside className="ml-auto text-right">{aside}</Aside>}
    </div>
  )
}
