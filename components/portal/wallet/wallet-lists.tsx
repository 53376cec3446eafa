'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { Segmented } from '@/components/ui/segmented'
import { Entries } from './entries'
import { listParam, walletLists } from './entry-params'

const Requests = dynamic(() => import('./requests/requests').then((parts) => parts.Requests))

/** Which list the address asks for: the ledger's entries, or one's requests. */
export const useWalletList = () => useQueryState('list', listParam)

export function WalletLists() {
  const t = useTranslations('wallet')
  const [list, show] = useWalletList()
  const choose = (
    <Segmented
      aria-label={t('lists')}
      options={walletLists.map((value) => ({ value, label: t(value) }))}
      value={list}
      onValueChange={(next) => void show(next)}
    />
  )
  return list === 'entries' ? (
    <Entries choose={choose} />
  ) : (
    <Requests key={list} kind={list === 'recharges' ? 'recharge' : 'withdrawal'} choose={choose} />
  )
}
