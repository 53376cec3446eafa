'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { highlight } from '@/components/ui/highlight'
import { Tabs } from '@/components/ui/tabs'
import { type SnippetFacts, type SnippetKind, snippetKinds, snippetNames, snippetNeeds, snippets } from './snippets'

interface Props {
  facts: Omit<SnippetFacts, 'hello'>
  kinds?: readonly SnippetKind[]
  /** where only a preview of the key is shown: gets the whole one for what is copied */
  reveal?: () => Promise<string>
}

/** Runnable samples; the tab stays chosen while the model or the key changes. */
export function SnippetTabs({ facts, kinds = snippetKinds, reveal }: Props) {
  const t = useTranslations('snippets')
  const [kind, setKind] = useState<SnippetKind>(kinds[0] ?? 'curl')
  const code = (one: SnippetKind, secret = facts.secret) => snippets[one]({ ...facts, secret, hello: t('hello') })
  return (
    <div className="code">
      <Tabs
        aria-label={t('label')}
        barClassName="code-bar"
        value={kind}
        onValueChange={setKind}
        aside={<CopyButton text={reveal ? async () => code(kind, await reveal()) : code(kind)} words />}
        tabs={kinds.map((one) => ({
          value: one,
          label: snippetNames[one],
          content: (
            <>
              {snippetNeeds[one] && (
                <code className="block border-b border-dashed border-line bg-sunken px-4 py-1.5 text-ink-2">{snippetNeeds[one]}</code>
              )}
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
              <pre tabIndex={0}>{highlight(code(one))}</pre>
            </>
          ),
        }))}
      />
    </div>
  )
}
