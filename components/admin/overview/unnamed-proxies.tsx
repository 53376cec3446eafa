'use client'
import { useTranslations } from 'next-intl'
import { Note } from '@/components/ui/note'

/** Warns that users seem to come through a proxy that TRUSTED_PROXIES does not name. Limits by address then count all of them as one. */
export function UnnamedProxies({ addresses }: { addresses: string[] }) {
  const t = useTranslations('adminHome')
  return <Note tone="warn">{t.rich('unnamedProxies', { addresses: addresses.join(', '), code: (words) => <code>{words}</code> })}</Note>
}
