'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { currencySymbol, formatMoney } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { notify } from '@/components/ui/toast'
import { formatNanos } from '@/lib/money'
import { newKey } from '@/lib/queries/fetcher'
import { pointsApi, pointsQuery } from '@/lib/queries/points'
import { refreshWallet, walletQuery } from '@/lib/queries/wallet'
import { type Offer, offerFor } from './offer'

const schema = z.object({ amount: z.string() })

/** Buys points, and says before what an amount comes to and what it leaves. */
export function BuyCard() {
  const t = useTranslations('points')
  const format = useFormatter()
  const client = useQueryClient()
  const { currency } = useSite()
  const locale = useLocale()
  const perUnit = useQuery(pointsQuery).data?.per_unit
  const wallet = useQuery(walletQuery).data
  const [key, setKey] = useState(newKey)
  const form = useZodForm(schema, { amount: '' })
  const amount = form.watch('amount')
  const free = wallet && Number(wallet.balance) - Number(wallet.onHold)
  const offer = offerFor(amount, perUnit, free)
  const money = (value: number | string) => formatMoney(value, currency, locale, 2)
  return (
    <Card title={t('buy')}>
      <Form
        form={form}
        onSubmit={async () => {
          if (!('points' in offer)) return form.setError('amount', { message: problemOf(offer) }, { shouldFocus: true })
          const buying = pointsApi.buy({ amount: formatNanos(offer.nanos) }, key)
          // An answered purchase is over. One that was lost is sent again under its key.
          const { points } = await buying.catch((error: { status?: number }) => {
            if (error.status) setKey(newKey())
            throw error
          })
          setKey(newKey())
          form.reset()
          await refreshWallet(client)
          notify.done(t('bought', { points: format.number(points) }))
        }}
      >
        <div className="grid grid-cols-[minmax(0,320px)_auto] items-start gap-3 phone:grid-cols-1">
          <Field name="amount" label={t('amount')} hint={t('amountHint')}>
            {(control) => (
              <Input {...control} inputMode="decimal" autoComplete="off" before={currencySymbol(currency)} placeholder="10.00" />
            )}
          </Field>
          <div className="pt-6.5 phone:pt-0">
            <Button type="submit" variant="primary" busy={form.formState.isSubmitting} className="phone:w-full">
              {t('buyNow')}
            </Button>
          </div>
        </div>
        <p
          className={clsx('min-h-5 text-[13px]/5', amount.trim() === '' || 'points' in offer ? 'text-ink-2' : 'text-bad-text')}
          aria-live="polite"
        >
          {amount.trim() === ''
            ? perUnit !== undefined && t('example', { money: money(1), points: format.number(perUnit) })
            : 'points' in offer
              ? t('preview', { points: format.number(offer.points), left: money(offer.left) })
              : problemOf(offer)}
        </p>
      </Form>
    </Card>
  )

  function problemOf(refused: Exclude<Offer, { points: number }>): string {
    return refused.problem === 'too_much' ? t('tooMuch', { money: money(free ?? 0) }) : t(`problem.${refused.problem}`)
  }
}
