'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFieldArray, useFormContext, useFormState } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { FormFields } from '@/components/form/form-fields'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field-error'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import type { ModelDraft } from './model-schema'

/** What pictures of a size or quality cost. The first line that fits counts, else the price per image. */
export function ImagePriceFields() {
  const t = useTranslations('adminModels')
  const symbol = currencySymbol(useSite().currency)
  const { control } = useFormContext<ModelDraft>()
  const { errors } = useFormState({ control })
  const { fields, append, remove } = useFieldArray({ control, name: 'price.imagePrices' })
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-[13px] text-ink-2">{t('imagePrices')}</legend>
      <FormFields>
        {fields.map((line, index) => {
          const wrong = errors.price?.imagePrices?.[index]?.message
          return (
            <div key={line.id}>
              <div className="grid grid-cols-[repeat(3,minmax(0,1fr))_auto] items-end gap-2.5 phone:grid-cols-[repeat(2,minmax(0,1fr))_auto]">
                <Field name={`price.imagePrices.${index}.size`} label={t('imageSize')}>
                  {(input) => <Input {...input} autoComplete="off" spellCheck={false} placeholder={t('imageAny')} />}
                </Field>
                <Field name={`price.imagePrices.${index}.quality`} label={t('imageQuality')}>
                  {(input) => <Input {...input} autoComplete="off" spellCheck={false} placeholder={t('imageAny')} />}
                </Field>
                <Field name={`price.imagePrices.${index}.price`} label={t('prices.perImage')}>
                  {(input) => <Input {...input} before={symbol} inputMode="decimal" autoComplete="off" />}
                </Field>
                <Button
                  size="icon"
                  variant="ghost"
                  className="phone:col-start-3 phone:row-start-1"
                  aria-label={t('removeImagePrice', { n: index + 1 })}
                  title={t('removeImagePrice', { n: index + 1 })}
                  onClick={() => remove(index)}
                >
                  <X aria-hidden />
                </Button>
              </div>
              {wrong !== undefined && <FieldError>{wrong}</FieldError>}
            </div>
          )
        })}
        <div>
          <Button size="s" icon={<Plus aria-hidden />} onClick={() => append({ size: '', quality: '', price: '' })}>
            {t('addImagePrice')}
          </Button>
        </div>
      </FormFields>
    </fieldset>
  )
}
