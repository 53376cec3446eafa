'use client'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import type { ExtraProps } from 'streamdown'

const outside = { target: '_blank', rel: 'noopener noreferrer nofollow' }

/** A link whose address is not yet complete is only its words. */
export function AnswerLink({ href, title, children }: ComponentProps<'a'> & ExtraProps) {
  if (!href || href === 'streamdown:incomplete-link') return <span>{children}</span>
  return (
    <a href={href} title={title} {...(href.startsWith('#') ? {} : outside)}>
      {children}
    </a>
  )
}

/** A picture in an answer is shown as a link. Loading it would tell its host who reads the answer. */
export function AnswerImage({ src, alt = '', title }: ComponentProps<'img'> & ExtraProps) {
  const address = typeof src === 'string' && /^https?:\/\//i.test(src) ? src : undefined
  if (!address) return <span>{alt}</span>
  return (
    <a href={address} title={title} {...outside}>
      {alt || address}
    </a>
  )
}

/** A wide table scrolls by itself. */
export function AnswerTable({ children }: ComponentProps<'table'> & ExtraProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section className="overflow-x-auto" aria-label={useTranslations('common.markdown')('table')} tabIndex={0}>
      <table>{children}</table>
    </section>
  )
}

/** The box of a task. Nobody can tick it: it only says whether the task is done. */
export function TaskBox({ checked }: ComponentProps<'input'> & ExtraProps) {
  const t = useTranslations('common.markdown')
  return <input type="checkbox" disabled checked={checked === true} aria-label={checked ? t('taskDone') : t('taskOpen')} />
}
