'use client'
import { useTranslations } from 'next-intl'
import { FieldError } from '@/components/ui/field-error'
import { Hint } from '@/components/ui/hint'
import { Label } from '@/components/ui/label'
import { TextLink } from '@/components/ui/text-link'

export function Text() {
  const t = useTranslations('adminDesign.sample')
  return (
    <>
      <div className="grid gap-1">
        <p className="font-semibold text-[20px]/7">{t('heading')} 20</p>
        <p className="font-semibold text-[14px]/5.5">{t('heading')} 14</p>
        <p className="font-semibold text-[13px]/5">{t('heading')} 13</p>
        <p>{t('body')}</p>
        <p className="text-ink-2">{t('quiet')}</p>
        <p>
          <TextLink href="#text">{t('link')}</TextLink> · <code>deepseek-v3.2</code> · <kbd>Ctrl K</kbd>
        </p>
      </div>
      <div className="grid gap-1">
        <Label optional aside={t('quiet')}>
          {t('name')}
        </Label>
        <Hint>{t('nameHint')}</Hint>
        <FieldError>{t('problem')}</FieldError>
      </div>
    </>
  )
}
