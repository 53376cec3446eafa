import { getTranslations } from 'next-intl/server'
import { createLoader, type SearchParams } from 'nuqs/server'
import { GET as getUsers } from '@/app/api/admin/users/route'
import { userParams, usersAsked } from '@/components/admin/users/user-filter'
import { UsersPage } from '@/components/admin/users/users-page'
import { AreaMessages } from '@/components/layout/area-messages'
import { Prefetched } from '@/components/layout/prefetched'
import { prefetch } from '@/lib/http/prefetch'
import { usersQuery } from '@/lib/queries/admin-users'

export const generateMetadata = async () => ({ title: (await getTranslations('adminUsers'))('title') })

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const chosen = await createLoader(userParams)(searchParams)
  const data = await prefetch([usersQuery(usersAsked(chosen)), getUsers])
  return (
    <AreaMessages areas={['adminUsers', 'limits']}>
      <Prefetched data={data}>
        <UsersPage />
      </Prefetched>
    </AreaMessages>
  )
}
