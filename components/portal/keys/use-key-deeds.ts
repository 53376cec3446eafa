'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useConfirm } from '@/components/ui/confirm'
import { useErrorText } from '@/components/ui/error-text'
import { formatMoney } from '@/components/ui/format-money'
import { useSite } from '@/components/ui/site-context'
import { notify } from '@/components/ui/toast'
import type { ShownKey } from '@/lib/keys/schema'
import { keysApi, refreshKeys } from '@/lib/queries/keys'

/** Switching a key happens at once and can be undone. Deleting cannot be undone, so it asks first. */
export function useKeyDeeds() {
  const t = useTranslations('keys')
  const locale = useLocale()
  const { currency } = useSite()
  const client = useQueryClient()
  const confirm = useConfirm()
  const text = useErrorText()

  async function forEach(keys: ShownKey[], deed: (key: ShownKey) => Promise<unknown>): Promise<boolean> {
    try {
      for (const key of keys) await deed(key)
      return true
    } catch (error) {
      notify.fail(text(error))
      return false
    } finally {
      await refreshKeys(client)
    }
  }

  async function enable(keys: ShownKey[], enabled: boolean) {
    const changed = keys.filter((key) => key.enabled !== enabled)
    if (!(await forEach(changed, (key) => keysApi.change(key.id, { enabled })))) return
    const names = changed.map((key) => key.name).join(t('listComma'))
    notify.done(t(enabled ? 'enabled' : 'disabled', { name: names }), {
      label: t('undo'),
      run: () => void forEach(changed, (key) => keysApi.change(key.id, { enabled: !enabled })),
    })
  }

  async function remove(keys: ShownKey[]): Promise<boolean> {
    const spent = keys.reduce((sum, key) => sum + Number(key.spent), 0)
    const sure = await confirm({
      title: keys.length === 1 ? t('deleteTitle', { name: keys[0]?.name ?? '' }) : t('deleteManyTitle', { count: keys.length }),
      consequences: [t('deleteStops'), t('deleteKeeps', { money: formatMoney(spent, currency, locale) }), t('deleteForever')],
      action: t('deleteAction'),
    })
    if (!sure) return false
    const done = await forEach(keys, (key) => keysApi.delete(key.id))
    if (done) notify.done(t('deleted', { count: keys.length }))
    return done
  }

  return { enable, remove }
}
