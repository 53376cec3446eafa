'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FieldRow } from '@/components/admin/fields/field-row'
import { type Control, Field } from '@/components/form/field'
import { AnswerText } from '@/components/shared/markdown/answer-text'
import { Hint } from '@/components/ui/hint'
import { Input, Textarea } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'

const views = ['write', 'preview'] as const
const languages = ['Zh', 'En'] as const

/** Title and text in both languages. The preview shows the text as readers will see it. */
export function TextFields() {
  const t = useTranslations('adminAnnouncements')
  const [view, setView] = useState<(typeof views)[number]>('write')
  return (
    <>
      <FieldRow>
        {languages.map((language) => (
          <Field key={language} name={`title${language}`} label={t(`title${language}`)} optional={language === 'En'}>
            {(control) => <Input {...control} autoComplete="off" lang={language === 'En' ? 'en' : 'zh-CN'} />}
          </Field>
        ))}
      </FieldRow>
      <div className="flex items-center gap-3">
        <Segmented
          aria-label={t('view')}
          options={views.map((value) => ({ value, label: t(value) }))}
          value={view}
          onValueChange={setView}
        />
        <Hint>{t('markdown')}</Hint>
      </div>
      <FieldRow>
        {languages.map((language) => (
          <Field key={language} name={`body${language}`} label={t(`body${language}`)} optional={language === 'En'}>
            {(control) =>
              view === 'write' ? <Textarea {...control} rows={9} lang={language === 'En' ? 'en' : 'zh-CN'} /> : <Preview {...control} />
            }
          </Field>
        ))}
      </FieldRow>
    </>
  )
}

function Preview({ id, value }: Control) {
  const t = useTranslations('adminAnnouncements')
  return (
    <section
      id={id}
      aria-label={t('preview')}
      className="max-h-80 min-h-20 overflow-auto rounded-sm border border-line px-3 py-2"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
      tabIndex={0}
    >
      {value.trim() === '' ? <Hint>{t('nothing')}</Hint> : <AnswerText text={value} streaming={false} />}
    </section>
  )
}
