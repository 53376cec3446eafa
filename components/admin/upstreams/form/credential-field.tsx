'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Field } from '@/components/form/field'
import { PasswordInput } from '@/components/form/password-input'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { meQuery } from '@/lib/queries/me'

/** The credential is write-only. The stored one is shown by its last four characters, and only an owner can replace it. */
export function CredentialField({ upstream }: { upstream: UpstreamLine | undefined }) {
  const t = useTranslations('adminUpstreams')
  const owner = useQuery(meQuery).data?.user.role === 'owner'
  const hint = !owner ? t('keyOwnersOnly') : upstream?.apiKeySet ? t('keyReplaceHint') : t('keyHint')
  return (
    <Field name="apiKey" label={t('apiKey')} optional hint={hint}>
      {({ value, onChange, ...control }) =>
        value === null ? (
          <div className="flex gap-2">
            <Input {...control} value={t('keySet', { last4: upstream?.apiKeyLast4 ?? 'none' })} readOnly disabled />
            {owner && <Button onClick={() => onChange('')}>{t('keyReplace')}</Button>}
          </div>
        ) : (
          <div className="flex gap-2">
            <div className="min-w-0 flex-1">
              <PasswordInput
                {...control}
                value={value}
                onChange={onChange}
                disabled={!owner}
                autoComplete="new-password"
                spellCheck={false}
                placeholder={upstream?.apiKeySet ? t('keyNew') : 'sk-…'}
              />
            </div>
            {upstream?.apiKeySet && <Button onClick={() => onChange(null)}>{t('keyKeep')}</Button>}
          </div>
        )
      }
    </Field>
  )
}
