'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ComponentType } from 'react'
import { PageHead } from '@/components/layout/page-head'
import { TextLink } from '@/components/ui/text-link'
import { Buttons } from './buttons'
import { Charts } from './charts'
import { Colours } from './colours'
import { Status } from './status'
import { Text } from './text'

// Other pages load these when somebody needs them, and so does this one.
const Content = dynamic(() => import('./content').then((parts) => parts.Content))
const Fields = dynamic(() => import('./fields').then((parts) => parts.Fields))
const Floating = dynamic(() => import('./floating').then((parts) => parts.Floating))
const Forms = dynamic(() => import('./forms').then((parts) => parts.Forms))
const Lists = dynamic(() => import('./lists').then((parts) => parts.Lists))
const Selections = dynamic(() => import('./selections').then((parts) => parts.Selections))

const sections: readonly [id: string, Part: ComponentType][] = [
  ['colours', Colours],
  ['text', Text],
  ['buttons', Buttons],
  ['fields', Fields],
  ['choices', Selections],
  ['forms', Forms],
  ['status', Status],
  ['content', Content],
  ['floating', Floating],
  ['lists', Lists],
  ['charts', Charts],
]
const themes = ['light', 'dark'] as const

/** Every primitive in every state, in both themes side by side. It is made of the components themselves, so it cannot be out of date. */
export function DesignPage() {
  const t = useTranslations('adminDesign')
  return (
    <>
      <PageHead title={t('title')} description={t('what')} />
      <nav aria-label={t('contents')} className="flex flex-wrap gap-x-4 gap-y-1 text-[13px]">
        {sections.map(([id]) => (
          <TextLink key={id} href={`#${id}`}>
            {t(`sections.${id}`)}
          </TextLink>
        ))}
      </nav>
      {sections.map(([id, Part]) => (
        <section key={id} id={id} aria-labelledby={`${id}-title`} className="grid scroll-mt-16 gap-2">
          <h2 id={`${id}-title`}>{t(`sections.${id}`)}</h2>
          <div className="grid grid-cols-2 gap-4 max-[1000px]:grid-cols-1">
            {themes.map((theme) => (
              <div
                key={theme}
                data-theme={theme}
                className="grid min-w-0 content-start gap-5 rounded-md border border-line bg-bg p-4 text-ink phone:p-3"
              >
                <Part />
              </div>
            ))}
          </div>
        </section>
      ))}
    </>
  )
}
