'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Fact } from '@/components/ui/facts'
import { Tag } from '@/components/ui/tag'
import { tagText } from '@/lib/usage/tag-schema'

/** The tags that the caller gave the call. Each leads to the calls that have the same one. */
export function CallTags({ tags }: { tags: Record<string, string> }) {
  const t = useTranslations('logs')
  const path = usePathname()
  const all = Object.entries(tags)
  if (all.length === 0) return null
  return (
    <Fact term={t('tags')}>
      <span className="flex flex-wrap gap-1">
        {all.map(([name, value]) => (
          <Link
            key={name}
            href={`${path}?${new URLSearchParams({ tag: tagText(name, value) })}`}
            title={t('onlyTag')}
            className="max-w-full"
          >
            <Tag>
              <span className="truncate">{`${name}=${value}`}</span>
            </Tag>
          </Link>
        ))}
      </span>
    </Fact>
  )
}
