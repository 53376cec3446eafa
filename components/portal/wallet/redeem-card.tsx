'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { currencySymbol } from '@/components/ui/format-money'
import { Input } from '@/components/ui/input'
import { useSite } from '@/components/ui/site-context'
import { notify } from '@/components/ui/toast'
import { refreshWallet, walletApi } from '@/lib/queries/wallet'

const schema = z.object({ code: z.string().trim().min(1).max(200) })

/** A wrong code stays in its field, with the reason under it. */
export function RedeemCard() {
  const t = useTranslations('wallet')
  const client = useQueryClient()
  const { currency } = useSite()
  const form = useZodForm(schema, { code: '' })
  return (
    <Card>
      <Form
        form={form}
        onSubmit={async ({ code }) => {
          const { amount } = await walletApi.redeem(code)
          form.reset()
          await refreshWallet(client)
          notify.done(t('redeemed', { amount: `${currencySymbol(currency)}\u00a0${amount}` }))
        }}
      >
        <div className="grid grid-cols-[minmax(0,420px)_auto] items-start gap-3 phone:grid-cols-1">
          <Field name="code" label={t('code')} hint={t('codeHint')}>
            {(control) => <Input {...control} autoComplete="off" spellCheck={false} placeholder="ATR-" className="font-mono" />}
          </Field>
          <div className="pt-6.5 phone:pt-0">
            <Button type="submit" variant="primary" busy={form.formState.isSubmitting} className="phone:w-full">
              {t('redeemNow')}
            </Button>
          </div>
        </div>
      </Form>
    </Card>
  )
}
