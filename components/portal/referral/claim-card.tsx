'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Field } from '@/components/form/field'
import { Form } from '@/components/form/form'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { FieldError } from '@/components/ui/field-error'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { Time } from '@/components/ui/time'
import { notify } from '@/components/ui/toast'
import { referralApi, referralQuery } from '@/lib/queries/referral'
import { refreshWallet } from '@/lib/queries/wallet'
import type { ReferralInfo } from '@/lib/referrals/schema'

interface Props {
  own: ReferralInfo['own']
  reward: number
}

/** A new user claims the reward: with one press after registering with a code, else by typing one. */
export function ClaimCard({ own: { invitedBy, claimUntil }, reward }: Props) {
  const t = useTranslations('referral')
  const client = useQueryClient()
  const form = useZodForm(
    z.object({
      code: z
        .string()
        .trim()
        .max(200)
        .min(invitedBy === null ? 1 : 0),
    }),
    { code: '' },
  )
  const root = form.formState.errors.root?.message
  return (
    <Card title={t('claimTitle')}>
      <Form
        form={form}
        onSubmit={async ({ code }) => {
          await referralApi.claim(code === '' ? {} : { code })
          await Promise.all([client.invalidateQueries(referralQuery), refreshWallet(client)])
          notify.done(t('claimedNow'))
        }}
      >
        <p className="text-ink-2">
          {t.rich(invitedBy === null ? 'claimByCode' : 'claimInvited', {
            name: invitedBy ?? '',
            amount: () => <Money value={reward} minPlaces={2} />,
            until: () => <Time value={claimUntil} look="day" />,
          })}
        </p>
        <div className="grid grid-cols-[minmax(0,320px)_auto] items-start gap-3 phone:grid-cols-1">
          {invitedBy === null && (
            <Field name="code" label={t('code')}>
              {(control) => <Input {...control} className="font-mono" autoComplete="off" spellCheck={false} />}
            </Field>
          )}
          <div className={invitedBy === null ? 'pt-6.5 phone:pt-0' : undefined}>
            <Button type="submit" variant="primary" busy={form.formState.isSubmitting} className="phone:w-full">
              {t('claimNow')}
            </Button>
          </div>
        </div>
        {root !== undefined && <FieldError role="alert">{root}</FieldError>}
      </Form>
    </Card>
  )
}
