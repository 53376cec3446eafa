'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useZodForm } from '@/components/form/use-zod-form'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { notify } from '@/components/ui/toast'
import { appearances } from '@/lib/leaderboard/names'
import type { Board } from '@/lib/leaderboard/schema'
import { appearanceApi } from '@/lib/queries/leaderboard'

const schema = z
  .object({ shown: z.enum(appearances), alias: z.string().trim().max(24) })
  .refine(({ shown, alias }) => shown !== 'alias' || alias.length >= 2, { path: ['alias'] })

/** Whether others see one on the leaderboard, and as whom. */
export function AppearanceForm({ shown, alias }: Pick<Board['me'], 'shown' | 'alias'>) {
  const t = useTranslations('settings')
  const client = useQueryClient()
  const form = useZodForm(schema, { shown, alias: alias ?? '' })
  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        await appearanceApi.choose({ shown: values.shown, alias: values.shown === 'alias' ? values.alias : null })
        await client.invalidateQueries({ queryKey: ['leaderboard'] })
        form.reset(values)
        notify.done(t('saved'))
      }}
    >
      <Field name="shown" label={t('leaderboard')} hint={t('leaderboardHint')}>
        {({ id, value, onChange }) => (
          <Segmented
            id={id}
            look="field"
            aria-label={t('leaderboard')}
            options={appearances.map((one) => ({ value: one, label: t(`appearances.${one}`) }))}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      {form.watch('shown') === 'alias' && (
        <Field name="alias" label={t('alias')} hint={t('aliasHint')}>
          {(control) => <Input {...control} autoComplete="off" />}
        </Field>
      )}
      <FormFooter submit={t('save')} needsChange />
    </Form>
  )
}
