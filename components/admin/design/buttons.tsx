'use client'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Spinner } from '@/components/ui/spinner'
import { Specimen, WideSpecimen } from './specimen'

const variants = ['default', 'primary', 'soft', 'ghost', 'danger'] as const
const sizes = [
  ['xs', 'state.tiny'],
  ['s', 'state.small'],
  ['m', 'state.medium'],
  ['low', 'state.low'],
  ['l', 'state.large'],
] as const
/** The look of the focus without having it. */
const focused = 'shadow-[var(--ring)]'

export function Buttons() {
  const t = useTranslations('adminDesign')
  return (
    <>
      <Specimen state="state.default">{variants.map(named((variant) => ({ children: t(`variant.${variant}`) })))}</Specimen>
      <Specimen state="state.focus">
        {variants.map(named((variant) => ({ children: t(`variant.${variant}`), className: focused })))}
      </Specimen>
      <Specimen state="state.disabled">
        {variants.map(named((variant) => ({ children: t(`variant.${variant}`), disabled: true })))}
      </Specimen>
      <Specimen state="state.busy">{variants.map(named((variant) => ({ children: t(`variant.${variant}`), busy: true })))}</Specimen>
      {sizes.map(([size, state]) => (
        <Specimen key={size} state={state}>
          <Button size={size} icon={<Plus aria-hidden />}>
            {t('sample.create')}
          </Button>
          <Button size={size} variant="primary">
            {t('sample.action')}
          </Button>
        </Specimen>
      ))}
      <Specimen state="state.icon">
        {variants.map(
          named((variant) => ({ size: 'icon', 'aria-label': `${t('sample.remove')} ${variant}`, icon: <Trash2 aria-hidden /> })),
        )}
      </Specimen>
      <Specimen state="state.link">
        <LinkButton href="#buttons">{t('sample.link')}</LinkButton>
      </Specimen>
      <Specimen state="state.copy">
        <CopyButton text="deepseek-v3.2" />
        <CopyButton text="deepseek-v3.2" words variant="default" />
        <Spinner />
      </Specimen>
      <WideSpecimen state="state.wide">
        <Button wide>{t('sample.action')}</Button>
      </WideSpecimen>
    </>
  )
}

type Look = (variant: (typeof variants)[number]) => Parameters<typeof Button>[0]

/** One button for a variant. */
const named = (look: Look) => (variant: (typeof variants)[number]) => <Button key={variant} variant={variant} {...look(variant)} />
