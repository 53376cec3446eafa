'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { highlight } from '@/components/ui/highlight'
import { Tabs } from '@/components/ui/tabs'
import { chatSnippets } from './chat'
import type { Snippet, SnippetFacts } from './snippet'

interface Props {
  facts: Omit<SnippetFacts, 'hello'>
  snippets?: readonly Snippet[]
  /** where only a preview of the key is shown: gets the whole one for what is copied */
  reveal?: () => Promise<string>
}

/** Runnable samples; the tab stays chosen while the model or the key changes. */
export function SnippetTabs({ facts, snippets = chatSnippets, reveal }: Props) {
  const t = useTranslations('snippets')
  const [chosen, setChosen] = useState(snippets[0]?.name ?? '')
  const code = (snippet: Snippet | undefined, secret = facts.secret) => snippet?.code({ ...facts, secret, hello: t('hello') }) ?? ''
  const shown = snippets.find(({ name }) => name === chosen)
  return (
    <div className="code">
      <Tabs
        aria-label={t('label')}
        barClassName="code-bar"
        value={chosen}
        onValueChange={setChosen}
        aside={<CopyButton text={reveal ? async () => code(shown, await reveal()) : code(shown)} words />}
        tabs={snippets.map((snippet) => ({
          value: snippet.name,
          label: snippet.name,
          content: (
            <>
              {snippet.needs && (
                <code className="block border-b border-dashed border-line bg-sunken px-4 py-1.5 text-ink-2">{snippet.needs}</code>
              )}
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
              <pre tabIndex={0}>{highlight(code(snippet))}</pre>
            </>
          ),
        }))}
      />
    </div>
  )
}
