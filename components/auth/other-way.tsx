import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'

/** Below a form: where to go for whom this is the wrong door. */
export const OtherWay = ({ href, words, children }: { href: string; words: string; children: ReactNode }) => (
  <p className="pt-1.5 text-center text-[13px] text-ink-2">
    {words} <TextLink href={href}>{children}</TextLink>
  </p>
)
