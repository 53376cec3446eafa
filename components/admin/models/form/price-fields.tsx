'use client'
import { useTranslations } from 'next-intl'
import { useFormContext, useFormState, useWatch } from 'react-hook-form'
import { FieldRow } from '@/components/admin/fields/field-row'
import { FormSection } from '@/components/admin/fields/form-section'
import { Field } from '@/components/form/field'
import { Disclosure } from '@/components/ui/disclosure'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { type PriceName, priceFollows, priceNames } from '@/lib/catalog/names'
import { ImagePriceFields } from './image-price-fields'
import type { ModelDraft } from './model-schema'
import { PricePreview } from './price-preview'

const main: readonly PriceName[] = ['input', 'output', 'cachedInput']
const rest = priceNames.filter((name) => !main.includes(name))

export function PriceFields() {
  const t = useTranslations('adminModels')
  const { currency } = useSite()
  const { control, getValues } = useFormContext<ModelDraft>()
  const { errors } = useFormState({ control })
  const [price, everyGroup, groups, modes] = useWatch({ control, name: ['price', 'everyGroup', 'groups', 'modes'] })
  const folded = !rest.some((name) => getValues(`price.${name}`) !== '' || errors.price?.[name])
  const number = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : 0)
  const field = (name: PriceName) => {
    const like = priceFollows[name]
    return (
      <Field key={name} name={`price.${name}`} label={t(`prices.${name}`)}>
        {(input) => (
          <Input
            {...input}
            before={currencySymbol(currency)}
            inputMode="decimal"
            autoComplete="off"
            placeholder={like ? price[like] || t('like', { name: t(`prices.${like}`) }) : '0'}
          />
        )}
      </Field>
    )
  }
  return (
    <FormSection heading={{ name: 'price', label: t('price'), means: t('priceMeans') }}>
      <FieldRow columns={3} onPhone={3}>
        {main.map(field)}
      </FieldRow>
      <Disclosure summary={t('morePrices')} open={folded ? undefined : true}>
        <FieldRow columns={3} onPhone={2}>
          {rest.map(field)}
        </FieldRow>
      </Disclosure>
      {(modes.includes('image') || price.imagePrices.length > 0) && <ImagePriceFields />}
      <PricePreview input={number(price.input)} output={number(price.output)} groups={everyGroup ? null : groups} />
    </FormSection>
  )
}
